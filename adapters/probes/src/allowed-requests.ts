import type { ProbeTarget } from '@holdpoint/core'

/**
 * The whole list of what a probe may put on the wire, byte by byte; `??` is a byte that varies.
 * None of these changes anything in a device.
 */
const allowed: { readonly [protocol in ProbeTarget['protocol']]: readonly string[] } = {
  // Read coils, discrete inputs, holding and input registers; read device identification.
  'modbus-tcp': [
    '???? 0000 0006 ?? 01 ???? ????',
    '???? 0000 0006 ?? 02 ???? ????',
    '???? 0000 0006 ?? 03 ???? ????',
    '???? 0000 0006 ?? 04 ???? ????',
    '???? 0000 0005 ?? 2b 0e ?? ??',
  ],
  // Register a session; the identity object's Get_Attributes_All as an unconnected message.
  'ethernet-ip': [
    `6500 0400 ${'??'.repeat(20)} 0100 0000`,
    `6f00 1600 ${'??'.repeat(20)} 00000000 ??00 0200 0000 0000 b200 0600 01 02 2001 2401`,
  ],
  // Connection request, set-up, read of a system status list, read of its next fragment.
  s7comm: [
    '03000016 11 e0 0000 ???? 00 c0010a c1020100 c202????',
    '03000019 02f080 32 01 0000 ???? 0008 0000 f000 0001 0001 ????',
    '03000021 02f080 32 07 0000 ???? 0008 0008 000112 04 11 44 01 00 ff 09 0004 00?? 0000',
    '03000021 02f080 32 07 0000 ???? 000c 0004 000112 08 12 44 01 ?? 0000 0000 0a 00 0000',
  ],
}

export function mayBeSent(protocol: ProbeTarget['protocol'], request: Uint8Array): boolean {
  const bytes = Buffer.from(request).toString('hex')
  return allowed[protocol].some((pattern) => matches(pattern.replaceAll(' ', ''), bytes))
}

function matches(pattern: string, bytes: string): boolean {
  if (pattern.length !== bytes.length) return false
  return [...pattern].every((digit, index) => digit === '?' || digit === bytes[index])
}
