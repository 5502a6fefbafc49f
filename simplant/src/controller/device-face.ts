/**
 * What a controller tells the network about itself; `firmware` comes from the slot it claims to
 * run.
 */
export type DeviceFace = {
  readonly vendor: string
  readonly product: string
  readonly orderNumber: string
  readonly series: string | null
  readonly serial: string
  readonly firmware: string
}
