import { setTimeout as sleep } from 'node:timers/promises'
import type {
  ActReceipt,
  ConnectorRefusal,
  ControllerAct,
  ControllerConnector,
  ControllerImage,
  ControllerTarget,
  FirmwareStatus,
} from '@holdpoint/core'
import { accept, invariant, type Result, refuse } from '@holdpoint/std'
import {
  type CommandResult,
  filesOf,
  parseCommandResult,
  parseFirmwareStatus,
  parseSerial,
} from './controller-files.ts'
import {
  openSftp,
  type SftpLink,
  type SftpRefusal,
  type SftpTimes,
  targetName,
} from './sftp-link.ts'

export type SftpConnectorOptions = {
  readonly connectMs?: number
  readonly answerMs?: number
  /** How long the controller may take over one act, its restart included. */
  readonly actMs?: number
  readonly pollMs?: number
}

// The id becomes part of a path on the device.
const EFFECT_ID = /^[A-Za-z0-9._:-]{1,128}$/

/** Reaches controllers whose maintenance channel is SFTP: files to read, and one command file. */
export function createSftpConnector(options: SftpConnectorOptions = {}): ControllerConnector {
  const times: SftpTimes = {
    connectMs: options.connectMs ?? 10_000,
    answerMs: options.answerMs ?? 10_000,
  }
  const patience = { actMs: options.actMs ?? 60_000, pollMs: options.pollMs ?? 200 }
  return {
    readImage: (target) => withLink(target, times, (link) => readImage(target, link)),
    readFirmwareStatus: (target) => withLink(target, times, (link) => readStatus(target, link)),
    recall: (target, effectId) => withLink(target, times, (link) => recall(target, link, effectId)),
    act: (target, act, mayStillSend = async () => true) =>
      actOnce({ target, act, mayStillSend }, times, patience),
  }
}

async function withLink<T>(
  target: ControllerTarget,
  times: SftpTimes,
  use: (link: SftpLink) => Promise<Result<T, ConnectorRefusal>>,
): Promise<Result<T, ConnectorRefusal>> {
  const opened = await openSftp(target, times)
  if (!opened.ok) return opened
  try {
    return await use(opened.value)
  } finally {
    opened.value.close()
  }
}

async function readImage(
  target: ControllerTarget,
  link: SftpLink,
): Promise<Result<ControllerImage, ConnectorRefusal>> {
  const program = await link.read('/program.bin')
  if (!program.ok) return refuse(notActed(target, program.refusal))
  const configuration = await link.read('/configuration.json')
  if (!configuration.ok) return refuse(notActed(target, configuration.refusal))
  const retained = await link.read('/retained.json')
  if (!retained.ok) return refuse(notActed(target, retained.refusal))
  const identity = await link.read('/identity.json')
  if (!identity.ok) return refuse(notActed(target, identity.refusal))
  const serial = parseSerial(identity.value)
  if (serial === null) return refuse(malformed(target, '/identity.json'))
  const firmware = await readStatus(target, link)
  if (!firmware.ok) return firmware
  return accept({
    program: program.value,
    configuration: configuration.value,
    retained: retained.value,
    firmware: firmware.value,
    serial,
  })
}

async function readStatus(
  target: ControllerTarget,
  link: SftpLink,
): Promise<Result<FirmwareStatus, ConnectorRefusal>> {
  const read = await link.read('/firmware/status.json')
  if (!read.ok) return refuse(notActed(target, read.refusal))
  const status = parseFirmwareStatus(read.value)
  return status === null ? refuse(malformed(target, '/firmware/status.json')) : accept(status)
}

async function recall(
  target: ControllerTarget,
  link: SftpLink,
  effectId: string,
): Promise<Result<'never-seen' | CommandResult['state'], ConnectorRefusal>> {
  const result = await readResult(link, effectId)
  if (result.ok) return accept(result.value.state)
  if (result.refusal.kind === 'missing') return accept('never-seen')
  return refuse(notActed(target, result.refusal))
}

/**
 * Everything up to the command file changes nothing that runs. From the moment the command is on
 * its way only its result is read, over new connections if need be; it is never sent again.
 */
async function actOnce(
  order: Order,
  times: SftpTimes,
  patience: { readonly actMs: number; readonly pollMs: number },
): Promise<Result<ActReceipt, ConnectorRefusal>> {
  const { target, act } = order
  invariant(EFFECT_ID.test(act.effectId), 'effect ids are made by us and fit into a file name')
  const opened = await openSftp(target, times)
  if (!opened.ok) return opened
  const link = opened.value
  const deadlineMs = performance.now() + patience.actMs
  try {
    const sent = await sendCommand(link, order)
    if (sent.kind === 'withdrawn') {
      return refuse({ kind: 'send-withdrawn', target: targetName(target) })
    }
    if (sent.kind === 'not-sent') return refuse(notActed(target, sent.refusal))
    if (sent.kind === 'not-taken') return refuse(refusedBy(target, sent.why))
    const first = sent.kind === 'taken' ? await awaitResult(link, act, patience, deadlineMs) : null
    link.close()
    return first === null || !first.ok
      ? await settle(target, act, times, patience, deadlineMs)
      : receipt(target, act, first.value)
  } finally {
    link.close()
  }
}

type Order = {
  readonly target: ControllerTarget
  readonly act: ControllerAct
  readonly mayStillSend: () => Promise<boolean>
}

type Sent =
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'not-sent'; readonly refusal: SftpRefusal }
  | { readonly kind: 'not-taken'; readonly why: string }
  | { readonly kind: 'taken' }
  | { readonly kind: 'perhaps' }

async function sendCommand(link: SftpLink, { act, mayStillSend }: Order): Promise<Sent> {
  const { command, staged } = filesOf(act)
  for (const { path, bytes } of staged) {
    const written = await link.write(path, bytes)
    if (!written.ok) return { kind: 'not-sent', refusal: written.refusal }
  }
  const text = JSON.stringify({ id: act.effectId, command })
  if (!(await mayStillSend())) return { kind: 'withdrawn' }
  const written = await link.write('/command.json', Buffer.from(text))
  if (written.ok) return { kind: 'taken' }
  if (written.refusal.kind === 'lost') return { kind: 'perhaps' }
  return { kind: 'not-taken', why: written.refusal.why }
}

/** Polls on one connection until the act has ended, the link has, or the time is up. */
async function awaitResult(
  link: SftpLink,
  act: ControllerAct,
  patience: { readonly pollMs: number },
  deadlineMs: number,
): Promise<Result<CommandResult, SftpRefusal>> {
  for (;;) {
    const result = await readResult(link, act.effectId)
    if (!result.ok || result.value.state !== 'begun') return result
    if (performance.now() >= deadlineMs) return refuse({ kind: 'lost', why: 'still under way' })
    await sleep(patience.pollMs)
  }
}

async function settle(
  target: ControllerTarget,
  act: ControllerAct,
  times: SftpTimes,
  patience: { readonly pollMs: number },
  deadlineMs: number,
): Promise<Result<ActReceipt, ConnectorRefusal>> {
  let why = 'the link ended before the controller answered for the act'
  while (performance.now() < deadlineMs) {
    await sleep(patience.pollMs)
    const opened = await openSftp(target, times)
    if (!opened.ok) {
      why = `after the command was sent: ${opened.refusal.kind}`
      // Another device, or a closed door, will not answer for this act however long we ask.
      if (opened.refusal.kind !== 'connector-unreachable') break
      continue
    }
    const result = await awaitResult(opened.value, act, patience, deadlineMs)
    opened.value.close()
    if (result.ok) return receipt(target, act, result.value)
    why = `after the command was sent: ${result.refusal.why}`
    // It does not know the command now; the command may still be on its way.
    if (result.refusal.kind === 'missing') break
  }
  return refuse({ kind: 'outcome-unknown', target: targetName(target), why })
}

async function readResult(
  link: SftpLink,
  effectId: string,
): Promise<Result<CommandResult, SftpRefusal>> {
  const read = await link.read(`/command-results/${effectId}.json`)
  if (!read.ok) return read
  const result = parseCommandResult(read.value)
  if (result === null) return refuse({ kind: 'refused', why: 'the result is not a command result' })
  return accept(result)
}

function receipt(
  target: ControllerTarget,
  act: ControllerAct,
  { state, detail }: CommandResult,
): Result<ActReceipt, ConnectorRefusal> {
  return state === 'done'
    ? accept({ effectId: act.effectId, detail })
    : refuse(refusedBy(target, detail))
}

function notActed(target: ControllerTarget, refusal: SftpRefusal): ConnectorRefusal {
  return refusal.kind === 'lost'
    ? { kind: 'connector-unreachable', target: targetName(target), why: refusal.why }
    : refusedBy(target, refusal.why)
}

function malformed(target: ControllerTarget, path: string): ConnectorRefusal {
  return refusedBy(target, `${path} is not what a controller writes there`)
}

function refusedBy(target: ControllerTarget, why: string): ConnectorRefusal {
  return { kind: 'controller-refused', target: targetName(target), why }
}
