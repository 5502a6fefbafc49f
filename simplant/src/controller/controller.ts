import { setTimeout as sleep } from 'node:timers/promises'
import { firmwareImage, readFirmwareImage, sha256 } from '../firmware/firmware-image.ts'
import type { CommandDevice, Staged } from './commands.ts'
import type { ControllerStart, FromController, Mode } from './controller-messages.ts'
import {
  type ControllerState,
  ControllerStore,
  otherSlot,
  slotContent,
} from './controller-state.ts'
import type { DeviceFace } from './device-face.ts'
import { enipAnswer, enipFrame, serveListIdentity } from './enip-server.ts'
import { atBoot, bootingFrom, fallenBack, runningContent, settled } from './firmware-rules.ts'
import { type Listener, serveFrames } from './link.ts'
import { modbusAnswer, modbusFrame } from './modbus-server.ts'
import { PlantedFaults } from './planted-faults.ts'
import {
  type FieldInputs,
  factoryProgram,
  factoryRetained,
  type ProcessImage,
  type Program,
  processImageOf,
  programBytes,
  readProgram,
  scan,
} from './program.ts'
import { s7Answer, s7Frame } from './s7-server.ts'
import { serveSftp } from './sftp-server.ts'
import { type FileDevice, listedFiles, readVirtualFile, writeVirtualFile } from './virtual-files.ts'

type Tell = (message: FromController, then?: () => void) => void

// A restart waits for the answer to the command that asked for it to leave the device.
const ANSWER_FLUSH_MS = 20

/** One controller: its state on disk, its scan, its sockets. Lives in a process of its own. */
export class Controller implements FileDevice {
  readonly store: ControllerStore
  readonly hardware: CommandDevice['hardware']
  readonly faults: PlantedFaults
  readonly flashMs: number
  readonly staged: Staged = { firmware: null, program: null, retained: null }
  readonly #start: ControllerStart
  readonly #tell: Tell
  #state: ControllerState
  #mode: Mode = 'booting'
  #image: ProcessImage
  #program: Program
  #inputs: FieldInputs | null = null
  #listeners: Listener[] = []
  #confirmTimer: NodeJS.Timeout | undefined

  constructor(start: ControllerStart, tell: Tell) {
    this.#start = start
    this.#tell = tell
    this.hardware = start.hardware
    this.flashMs = start.flashMs
    this.store = new ControllerStore(start.folder)
    this.faults = new PlantedFaults(tell)
    this.faults.replace(start.faults)
    this.#state = this.store.load() ?? fromTheFactory(start, this.store)
    this.#image = processImageOf(this.#state.retained)
    this.#program = factoryProgram(start.tag)
    setInterval(() => this.#scan(), start.scanMs)
  }

  state(): ControllerState {
    return this.#state
  }

  become(state: ControllerState): void {
    this.store.save(state)
    const modeChanged = state.wantedMode !== this.#state.wantedMode
    this.#state = state
    if (state.confirmed) clearTimeout(this.#confirmTimer)
    if (modeChanged && this.#mode !== 'booting') this.#enter(this.#runnableMode())
  }

  mode(): Mode {
    return this.#mode
  }

  receive(inputs: FieldInputs): void {
    this.#inputs = inputs
  }

  face(): DeviceFace {
    const { claimedSlot, slots, serial } = this.#state
    const firmware = slots[claimedSlot]?.version ?? runningContent(this.#state).version
    return { ...this.#start.hardware, serial, firmware }
  }

  programChanged(): void {
    this.#image = processImageOf(this.#state.retained)
    this.#enter(this.#runnableMode())
  }

  reboot(): void {
    setTimeout(() => void this.boot(), ANSWER_FLUSH_MS)
  }

  /** Everything off, then the image that the state names, then the sockets. */
  async boot(): Promise<void> {
    clearTimeout(this.#confirmTimer)
    for (const listener of this.#listeners) listener.close()
    this.#listeners = []
    Object.assign(this.staged, { firmware: null, program: null, retained: null })
    this.#enter('booting')
    const startsNew = !this.#state.confirmed && this.#state.unconfirmedBoots === 0
    const bootsOld = startsNew && this.faults.spend('boots-old-slot')
    this.become(this.#verified(atBoot(this.#state, this.#start.unconfirmedBootsMax, bootsOld)))
    await sleep(this.#start.bootMs)
    this.become(settled(this.#state))
    this.#image = processImageOf(this.#state.retained)
    this.#enter(this.#runnableMode())
    await this.#listen()
    this.#watchConfirmation()
    this.#tell({ kind: 'listening' })
  }

  /** A slot whose bytes are not what the state says does not run. */
  #verified(state: ControllerState): ControllerState {
    const bytes = this.store.loadSlot(state.bootSlot)
    const sound = bytes !== null && sha256(bytes) === runningContent(state).sha256
    return sound ? state : bootingFrom(otherSlot(state.bootSlot), state)
  }

  #watchConfirmation(): void {
    if (this.#state.confirmed || this.#start.confirmWithinMs === 0) return
    this.#confirmTimer = setTimeout(() => {
      const busy = Object.values(this.#state.effects).some((effect) => effect.state === 'begun')
      if (busy) return this.#watchConfirmation()
      this.become(fallenBack(this.#state))
      void this.boot()
    }, this.#start.confirmWithinMs)
  }

  async #listen(): Promise<void> {
    const { ports } = this.#start
    const mood = () => this.faults.mood()
    const face = () => this.face()
    const modbus = modbusAnswer({ image: () => this.#image, face, written: () => this.#retain() })
    const opening = [
      serveFrames({ port: ports.modbus, frame: modbusFrame, connection: () => modbus, mood }),
      serveSftp(ports.sftp, this.#start, this.#files(), mood),
    ]
    if (ports.enip !== null) {
      const connection = () => enipAnswer(face)
      opening.push(serveFrames({ port: ports.enip, frame: enipFrame, connection, mood }))
      opening.push(serveListIdentity(ports.enip, face, mood))
    }
    if (ports.s7 !== null) {
      const connection = () => s7Answer(face)
      opening.push(serveFrames({ port: ports.s7, frame: s7Frame, connection, mood }))
    }
    this.#listeners = await Promise.all(opening)
  }

  #files() {
    return {
      read: (path: string) => readVirtualFile(this, path),
      write: (path: string, bytes: Buffer) => writeVirtualFile(this, path, bytes),
      list: (path: string) => listing(path),
    }
  }

  #retain(): void {
    const { coils, holding } = this.#image
    this.become({ ...this.#state, retained: { coils: [...coils], holding: [...holding] } })
  }

  #runnableMode(): Mode {
    const program = readProgram(Buffer.from(this.#state.programBase64, 'base64'))
    if (program === null) return 'fault'
    this.#program = program
    return this.#state.wantedMode
  }

  #enter(mode: Mode): void {
    this.#mode = mode
    if (mode !== 'run') this.#tell({ kind: 'outputs', outputs: this.#start.safeOutputs })
    const { serial, firmware } = this.face()
    this.#tell({ kind: 'mode', mode, firmware, serial })
  }

  #scan(): void {
    if (this.#mode !== 'run' || this.faults.has('hang') || this.#inputs === null) return
    const updated = runningContent(this.#state).version !== this.#start.factory.firmware
    const faults = {
      pumpDoesNotStart: updated && this.faults.has('pump-does-not-start-after-update'),
      reliefOpensLate: updated && this.faults.has('relief-opens-late-after-update'),
    }
    const outputs = scan(this.#start.io, this.#program, this.#image, this.#inputs, faults)
    this.#tell({ kind: 'outputs', outputs })
  }
}

function fromTheFactory(start: ControllerStart, store: ControllerStore): ControllerState {
  const { orderNumber, series, vendor } = start.hardware
  const { firmware: version, line, serial } = start.factory
  const bytes = firmwareImage({ vendor, orderNumber, series, version, line })
  const image = readFirmwareImage(bytes)
  if (!image.ok) throw new Error(`invariant broken: the factory image reads back: ${image.refusal}`)
  store.saveSlot('a', bytes)
  const state: ControllerState = {
    serial,
    bootSlot: 'a',
    slots: { a: slotContent(image.value), b: null },
    claimedSlot: 'a',
    bootCounter: 0,
    confirmed: true,
    unconfirmedBoots: 0,
    wantedMode: 'run',
    programBase64: start.factory.programmed
      ? programBytes(factoryProgram(start.tag)).toString('base64')
      : '',
    configuration: `${JSON.stringify({ tag: start.tag, io: start.io, scanMs: start.scanMs })}\n`,
    retained: factoryRetained,
    effects: {},
  }
  store.save(state)
  return state
}

function listing(path: string): readonly string[] {
  const folder = path === '/' ? '/' : `${path}/`
  const below = listedFiles.filter((file) => file.startsWith(folder))
  return [...new Set(below.map((file) => file.slice(folder.length).split('/')[0] ?? ''))]
}
