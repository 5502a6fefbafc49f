import type {
  ActReceipt,
  ConnectorRefusal,
  ControllerAct,
  ControllerConnector,
  ControllerImage,
  ControllerTarget,
  FirmwareSlot,
  FirmwareSlotContent,
  FirmwareStatus,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'

/** What the fake's own hardware says of an image; a string is its reason to refuse it. */
export type JudgeImage = (image: Uint8Array) => FirmwareSlotContent | string

type Remembered = { state: 'begun' | 'done' | 'failed'; detail: string }

/** One controller in memory. Its switches are what a test needs to do to it. */
export type FakeController = {
  image: ControllerImage
  /** How often each effect was accepted: never more than once. */
  readonly accepted: Map<string, number>
  readonly remembered: Map<string, Remembered>
  reachable: boolean
  /**
   * The next act is taken, then the link ends and the device is silent until it is made reachable.
   */
  losesLinkOnNextAct: boolean
}

export type FakeControllers = {
  readonly connector: ControllerConnector
  add(target: ControllerTarget, image: ControllerImage): FakeController
}

const ONE_WAY = 'signed firmware runs: it is not possible to revert to unsigned firmware'

/**
 * In-memory controllers behind the connector port, with the same memory of effects as real ones.
 */
export function fakeControllers(judge: JudgeImage): FakeControllers {
  const controllers = new Map<string, { pinned: ControllerTarget; controller: FakeController }>()

  function reach(target: ControllerTarget): Result<FakeController, ConnectorRefusal> {
    const name = nameOf(target)
    const found = controllers.get(name)
    if (found === undefined || !found.controller.reachable) {
      return refuse({ kind: 'connector-unreachable', target: name, why: 'nothing answers' })
    }
    const { pinned, controller } = found
    if (pinned.hostKeySha256 !== target.hostKeySha256) {
      return refuse({ kind: 'host-key-changed', target: name, offered: pinned.hostKeySha256 })
    }
    if (pinned.username !== target.username || pinned.password !== target.password) {
      return refuse({ kind: 'controller-refused', target: name, why: 'not let in' })
    }
    return accept(controller)
  }

  const connector: ControllerConnector = {
    readImage: async (target) => {
      const reached = reach(target)
      return reached.ok ? accept(structuredClone(reached.value.image)) : reached
    },
    readFirmwareStatus: async (target) => {
      const reached = reach(target)
      return reached.ok ? accept(structuredClone(reached.value.image.firmware)) : reached
    },
    recall: async (target, effectId) => {
      const reached = reach(target)
      if (!reached.ok) return reached
      return accept(reached.value.remembered.get(effectId)?.state ?? 'never-seen')
    },
    act: async (target, act, mayStillSend = async () => true) => {
      const reached = reach(target)
      if (!reached.ok) return reached
      const name = nameOf(target)
      if (!(await mayStillSend())) return refuse({ kind: 'send-withdrawn', target: name })
      return actOn(reached.value, name, act, judge)
    },
  }
  return {
    connector,
    add: (target, image) => {
      const controller: FakeController = {
        image,
        accepted: new Map(),
        remembered: new Map(),
        reachable: true,
        losesLinkOnNextAct: false,
      }
      controllers.set(nameOf(target), { pinned: target, controller })
      return controller
    },
  }
}

function actOn(
  controller: FakeController,
  name: string,
  act: ControllerAct,
  judge: JudgeImage,
): Result<ActReceipt, ConnectorRefusal> {
  const known = controller.remembered.get(act.effectId)
  if (known !== undefined) return answerFor(name, act, known)
  controller.accepted.set(act.effectId, (controller.accepted.get(act.effectId) ?? 0) + 1)
  const losesLink = controller.losesLinkOnNextAct
  controller.losesLinkOnNextAct = false
  const outcome: Remembered = losesLink
    ? { state: 'failed', detail: 'ended by a restart' }
    : carryOut(controller, act, judge)
  controller.remembered.set(act.effectId, outcome)
  if (!losesLink) return answerFor(name, act, outcome)
  controller.reachable = false
  return refuse({ kind: 'outcome-unknown', target: name, why: 'the link ended after the command' })
}

function answerFor(
  name: string,
  act: ControllerAct,
  { state, detail }: Remembered,
): Result<ActReceipt, ConnectorRefusal> {
  return state === 'done'
    ? accept({ effectId: act.effectId, detail })
    : refuse({ kind: 'controller-refused', target: name, why: detail })
}

function carryOut(controller: FakeController, act: ControllerAct, judge: JudgeImage): Remembered {
  const { firmware } = controller.image
  switch (act.kind) {
    case 'put-firmware': {
      const content = judge(act.image)
      if (typeof content === 'string') return failed(content)
      if (!firmware.confirmed) return failed('the running image is not confirmed yet')
      if (content.line === 'unsigned' && running(firmware).line === 'signed') return failed(ONE_WAY)
      const slot = other(firmware.bootSlot)
      become(controller, { slots: { ...firmware.slots, [slot]: content } })
      return done(`slot ${slot} holds ${content.version}`)
    }
    case 'activate-firmware':
      return bootOther(controller, false)
    case 'roll-back-firmware': {
      const back = firmware.slots[other(firmware.bootSlot)]
      const burnt = back?.line === 'unsigned' && running(firmware).line === 'signed'
      return burnt ? failed(ONE_WAY) : bootOther(controller, true)
    }
    case 'confirm-firmware':
      become(controller, { confirmed: true })
      return done('the running image is confirmed')
    case 'restore-program':
      controller.image = { ...controller.image, program: act.program, retained: act.retained }
      return done('program and retained values are restored')
    case 'set-mode':
      become(controller, { mode: act.mode })
      return done(`mode ${act.mode}`)
  }
}

function bootOther(controller: FakeController, confirmed: boolean): Remembered {
  const { firmware } = controller.image
  const slot = other(firmware.bootSlot)
  const content = firmware.slots[slot]
  if (content === null) return failed(`slot ${slot} holds no image`)
  become(controller, { bootSlot: slot, bootCounter: firmware.bootCounter + 1, confirmed })
  return done(`runs ${content.version} from slot ${slot}`)
}

function become(controller: FakeController, change: Partial<FirmwareStatus>): void {
  const firmware = { ...controller.image.firmware, ...change }
  controller.image = { ...controller.image, firmware }
}

function running(firmware: FirmwareStatus): FirmwareSlotContent {
  const content = firmware.slots[firmware.bootSlot]
  if (content === null) throw new Error('the booted slot of a fake holds an image')
  return content
}

function other(slot: FirmwareSlot): FirmwareSlot {
  return slot === 'a' ? 'b' : 'a'
}

function nameOf(target: ControllerTarget): string {
  return `${target.host}:${target.port}`
}

function done(detail: string): Remembered {
  return { state: 'done', detail }
}

function failed(detail: string): Remembered {
  return { state: 'failed', detail }
}
