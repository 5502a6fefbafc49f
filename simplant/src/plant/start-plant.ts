import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { invariant } from '@holdpoint/std'
import type { ControllerFault, ControllerStart } from '../controller/controller-messages.ts'
import { liveControllers, siteAsset } from '../site/site.ts'
import { ControllerChild, type ControllerLight } from './controller-child.ts'
import {
  claimFolder,
  loadRegister,
  newHostKey,
  newlyRegistered,
  type RegisteredController,
  saveRegister,
  spareSerial,
} from './plant-register.ts'
import { claimPorts, isClaimed } from './port-block.ts'
import { stepTank, type TankDrive, type TankState, tankAtStart, transmitted } from './tank.ts'

export type PlantOptions = {
  readonly stateDir: string
  /** How long a controller takes from power to answering. */
  readonly bootMs?: number
  readonly flashMs?: number
  /** After a planted power loss. */
  readonly powerReturnsAfterMs?: number
  readonly scanMs?: number
  /** Seconds of process per second of clock. */
  readonly processSpeed?: number
  readonly seed?: number
  readonly controllers?: readonly string[]
  readonly basePort?: number
  readonly unconfirmedBootsMax?: number
  readonly confirmWithinMs?: number
}

/** Where one controller listens, and what opens its maintenance channel. */
export type RunningController = {
  readonly tag: string
  readonly host: string
  readonly modbusPort: number
  readonly enipPort: number | null
  readonly s7Port: number | null
  readonly sftpPort: number
  readonly hostKeySha256: string
  readonly username: string
  readonly password: string
}

/** One line of the controller's own log: the witness that an act was taken, and how often. */
export type WitnessLine = {
  readonly id: string
  readonly command: string
  readonly event: 'accepted' | 'repeat'
}

export type FieldView = TankState & { readonly demandPercent: number; readonly inletTrip: boolean }

export type RunningPlant = {
  controllers(): readonly RunningController[]
  controller(tag: string): RunningController
  light(tag: string): ControllerLight
  faults(tag: string): readonly ControllerFault[]
  inject(tag: string, fault: ControllerFault): void
  clearFaults(tag: string): void
  /** SIGKILL: the process is gone when this resolves. */
  kill(tag: string): Promise<void>
  /** Power off and on again; resolves when the controller answers. */
  restart(tag: string): Promise<void>
  /** Takes the hardware out and fits the spare that the site has on its shelf for this tag. */
  fitSpare(tag: string): Promise<RunningController>
  deviceWitness(tag: string): readonly WitnessLine[]
  field(): FieldView
  /** The works behind the tank take less or more water: the hand on the demand valve. */
  setDemand(percent: number): void
  stop(): Promise<void>
}

const HOST = '127.0.0.1'
const TICK_MS = 50
const OUTPUTS_SILENT_AFTER_MS = 500
const PORTS_PER_CONTROLLER = 4

/** Starts the plant: one process for each controller, the tank between them. */
export async function startPlant(options: PlantOptions): Promise<RunningPlant> {
  const tags = options.controllers ?? liveControllers.map((controller) => controller.tag)
  const known = loadRegister(options.stateDir)
  await claimFolder(
    options.stateDir,
    async () => known.firstPort !== null && (await isClaimed(known.firstPort)),
  )
  const block = await claimPorts(options.basePort ?? known.firstPort)
  const registered = new Map(
    tags.map((tag) => [
      tag,
      known.controllers.find((one) => one.tag === tag) ?? newlyRegistered(tag),
    ]),
  )
  const keep = () => {
    const absent = known.controllers.filter((one) => !registered.has(one.tag))
    const controllers = [...absent, ...registered.values()]
    saveRegister(options.stateDir, { firstPort: block.first, controllers })
  }
  keep()
  const startOf = (tag: string) => controllerStart(found(registered, tag), block.first, options)
  const powerReturnsAfterMs = options.powerReturnsAfterMs ?? options.bootMs ?? 2000
  const children = new Map(
    tags.map((tag) => [tag, new ControllerChild(() => startOf(tag), powerReturnsAfterMs)]),
  )
  const tank = runTank(children, options.processSpeed ?? 20)
  await Promise.all([...children.values()].map((child) => child.run()))

  const child = (tag: string) => found(children, tag)
  const controller = (tag: string) => runningController(startOf(tag), found(registered, tag))
  return {
    controllers: () => tags.map(controller),
    controller,
    light: (tag) => child(tag).light(),
    faults: (tag) => child(tag).faults(),
    inject: (tag, fault) => child(tag).plant(fault),
    clearFaults: (tag) => child(tag).clearFaults(),
    kill: (tag) => child(tag).kill(),
    restart: async (tag) => {
      await child(tag).kill()
      await child(tag).run()
    },
    fitSpare: async (tag) => {
      await child(tag).kill()
      registered.set(tag, exchanged(found(registered, tag), options))
      keep()
      await child(tag).run()
      return controller(tag)
    },
    deviceWitness: (tag) => witness(startOf(tag).folder),
    field: tank.field,
    setDemand: tank.setDemand,
    stop: async () => {
      tank.stop()
      await Promise.all([...children.values()].map((one) => one.stop()))
      block.release()
    },
  }
}

function controllerStart(
  registered: RegisteredController,
  firstPort: number,
  options: PlantOptions,
): ControllerStart {
  const { tag } = registered
  const index = liveControllers.findIndex((one) => one.tag === tag)
  const live = liveControllers[index]
  invariant(live !== undefined, `${tag} is a live controller of the site`)
  const { vendor, product, orderNumber, series, serial, firmware, firmwareLine } = siteAsset(tag)
  invariant(orderNumber !== null && serial !== null, `${tag} has an order number and a serial`)
  invariant(firmware !== null && firmwareLine !== null, `${tag} has firmware of a known line`)
  // Port 0 of the block is its lock.
  const port = firstPort + 1 + index * PORTS_PER_CONTROLLER
  return {
    kind: 'start',
    tag,
    folder: join(options.stateDir, 'controllers', tag),
    hardware: { vendor, product, orderNumber, series },
    factory: {
      serial: registered.spareSerial ?? serial,
      firmware,
      line: firmwareLine,
      programmed: registered.programmed,
    },
    io: live.io,
    safeOutputs: live.safeOutputs,
    ports: {
      modbus: port,
      enip: live.protocols.includes('ethernet-ip') ? port + 1 : null,
      s7: live.protocols.includes('s7comm') ? port + 2 : null,
      sftp: port + 3,
    },
    hostKey: registered.hostKey,
    username: registered.username,
    password: registered.password,
    bootMs: options.bootMs ?? 2000,
    flashMs: options.flashMs ?? options.bootMs ?? 2000,
    scanMs: options.scanMs ?? TICK_MS,
    unconfirmedBootsMax: options.unconfirmedBootsMax ?? 3,
    confirmWithinMs: options.confirmWithinMs ?? 0,
    faults: [],
  }
}

function runningController(
  { ports, tag }: ControllerStart,
  { hostKeySha256, username, password }: RegisteredController,
): RunningController {
  return {
    tag,
    host: HOST,
    modbusPort: ports.modbus,
    enipPort: ports.enip,
    s7Port: ports.s7,
    sftpPort: ports.sftp,
    hostKeySha256,
    username,
    password,
  }
}

// A programmed spare was set up on the bench with this controller's program, key and credential; a
// blank one comes from its box with a key that nobody has seen.
function exchanged(old: RegisteredController, options: PlantOptions): RegisteredController {
  const { spare, vendor } = siteAsset(old.tag)
  if (spare === 'none') throw new Error(`there is no spare for ${old.tag} on the shelf`)
  const folder = join(options.stateDir, 'controllers', old.tag)
  const spareNumber = old.spareNumber + 1
  if (existsSync(folder)) renameSync(folder, `${folder}.removed-${spareNumber}`)
  const serial = spareSerial(vendor, options.seed ?? 1, old.tag, spareNumber)
  const fitted = { ...old, spareSerial: serial, spareNumber, programmed: spare === 'programmed' }
  return spare === 'programmed' ? fitted : { ...fitted, ...newHostKey() }
}

function runTank(children: ReadonlyMap<string, ControllerChild>, speed: number) {
  let state = tankAtStart
  let demandPercent = 100
  let drive: TankDrive = driveOf(children, demandPercent)
  let lastMs = performance.now()
  const timer = setInterval(() => {
    const nowMs = performance.now()
    drive = driveOf(children, demandPercent)
    state = stepTank(state, drive, ((nowMs - lastMs) / 1000) * speed)
    lastMs = nowMs
    const inputs = transmitted(state, demandPercent)
    for (const child of children.values()) child.wire(inputs)
  }, TICK_MS)
  return {
    field: (): FieldView => ({ ...state, demandPercent, inletTrip: drive.inletTrip }),
    setDemand: (percent: number) => {
      demandPercent = Math.min(100, Math.max(0, percent))
    },
    stop: () => clearInterval(timer),
  }
}

function driveOf(children: ReadonlyMap<string, ControllerChild>, demandPercent: number): TankDrive {
  const nowMs = performance.now()
  const outputs = (tag: string) => children.get(tag)?.outputs(nowMs, OUTPUTS_SILENT_AFTER_MS) ?? {}
  const plc = outputs('PLC-101')
  return {
    inletValve: plc.inletValve ?? 0,
    pump: plc.pump === 1,
    reliefValve: plc.reliefValve === 1,
    inletTrip: outputs('SIS-101').inletTrip === 1,
    demandPercent,
  }
}

function witness(folder: string): readonly WitnessLine[] {
  const path = join(folder, 'commands.log')
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
}

function found<T>(map: ReadonlyMap<string, T>, tag: string): T {
  const value = map.get(tag)
  if (value === undefined) throw new Error(`no controller ${tag} runs in this plant`)
  return value
}
