import { createHash } from 'node:crypto'
import type { ConnectorRefusal } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import ssh2, { type Client, type ConnectConfig, type SFTPWrapper } from 'ssh2'

/** Where an SFTP server is, which host key it must show, and what opens it. */
export type SftpTarget = {
  readonly host: string
  readonly port: number
  /** `SHA256:` and base64 as OpenSSH prints it, or 64 hexadecimal digits. */
  readonly hostKeySha256: string
  readonly username: string
} & ({ readonly password: string } | { readonly privateKey: string })

export type SftpTimes = { readonly connectMs: number; readonly answerMs: number }

export type SftpRefusal =
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }
  /** The link ended, or nothing was heard in time: what was sent last may have arrived or not. */
  | { readonly kind: 'lost'; readonly why: string }

/** One open connection. Every call answers, within its time, with a value or a refusal. */
export type SftpLink = {
  read(path: string): Promise<Result<Uint8Array, SftpRefusal>>
  /** Whole file; accepted only when the server has taken the close. */
  write(path: string, bytes: Uint8Array): Promise<Result<'written', SftpRefusal>>
  close(): void
}

const CHUNK_BYTES = 32 * 1024
const FILE_BYTES_MAX = 64 * 1024 * 1024
const NO_SUCH_FILE = 2
const END_OF_FILE = 1

/** Connects once, without retry. Another host key than the pinned one ends the handshake. */
export async function openSftp(
  target: SftpTarget,
  times: SftpTimes,
): Promise<Result<SftpLink, ConnectorRefusal>> {
  const client = new ssh2.Client()
  const ended = endOf(client)
  const opened = await connected(client, target, times.connectMs)
  if (!opened.ok) {
    client.destroy()
    return opened
  }
  const link = new Link(client, opened.value, ended, times.answerMs)
  return accept(link)
}

export function targetName(target: { readonly host: string; readonly port: number }): string {
  return `${target.host}:${target.port}`
}

function connected(
  client: Client,
  target: SftpTarget,
  connectMs: number,
): Promise<Result<SFTPWrapper, ConnectorRefusal>> {
  const name = targetName(target)
  return new Promise((resolve) => {
    const unreachable = (why: string) =>
      resolve(refuse({ kind: 'connector-unreachable', target: name, why }))
    let offered: string | null = null
    const timer = setTimeout(() => unreachable(`no answer within ${connectMs} ms`), connectMs)
    const settings: ConnectConfig = {
      host: target.host,
      port: target.port,
      username: target.username,
      readyTimeout: connectMs,
      hostVerifier: (key: Buffer) => {
        offered = fingerprint(key)
        return samePin(key, target.hostKeySha256)
      },
      ...('password' in target ? { password: target.password } : { privateKey: target.privateKey }),
    }
    client.on('error', (error: Error & { level?: string }) => {
      clearTimeout(timer)
      if (offered !== null && offered !== openSshPin(target.hostKeySha256)) {
        resolve(refuse({ kind: 'host-key-changed', target: name, offered }))
      } else if (error.level === 'client-authentication') {
        const why = `${target.username} was not let in: ${error.message}`
        resolve(refuse({ kind: 'controller-refused', target: name, why }))
      } else unreachable(error.message)
    })
    client.on('close', () => unreachable('the connection was closed'))
    client.on('ready', () => {
      client.sftp((error, sftp) => {
        clearTimeout(timer)
        if (error) unreachable(`no SFTP: ${error.message}`)
        else resolve(accept(sftp))
      })
    })
    try {
      client.connect(settings)
      // Every request waits for its answer: Nagle's algorithm would add 40 ms to each.
      client.setNoDelay(true)
    } catch (error) {
      // ssh2 throws on a key or name it cannot parse; what was configured is the plant's word.
      clearTimeout(timer)
      unreachable(error instanceof Error ? error.message : 'the target cannot be used')
    }
  })
}

class Link implements SftpLink {
  readonly #client: Client
  readonly #sftp: SFTPWrapper
  readonly #ended: Promise<string>
  readonly #answerMs: number

  constructor(client: Client, sftp: SFTPWrapper, ended: Promise<string>, answerMs: number) {
    this.#client = client
    this.#sftp = sftp
    this.#ended = ended
    this.#answerMs = answerMs
  }

  async read(path: string): Promise<Result<Uint8Array, SftpRefusal>> {
    const file = await this.#ask<Buffer>((done) => this.#sftp.open(path, 'r', done))
    if (!file.ok) return file
    const parts: Buffer[] = []
    let length = 0
    for (;;) {
      const part = await this.#readPart(file.value, length)
      if (!part.ok) return part
      if (part.value.length === 0) break
      parts.push(part.value)
      length += part.value.length
      if (length > FILE_BYTES_MAX) return refuse({ kind: 'refused', why: `${path} is too long` })
    }
    const closed = await this.#ask<undefined>((done) => this.#sftp.close(file.value, done))
    return closed.ok ? accept(new Uint8Array(Buffer.concat(parts))) : closed
  }

  async write(path: string, bytes: Uint8Array): Promise<Result<'written', SftpRefusal>> {
    const file = await this.#ask<Buffer>((done) => this.#sftp.open(path, 'w', done))
    if (!file.ok) return file
    const content = Buffer.from(bytes)
    for (let at = 0; at < content.length; at += CHUNK_BYTES) {
      const length = Math.min(CHUNK_BYTES, content.length - at)
      const sent = await this.#ask<undefined>((done) =>
        this.#sftp.write(file.value, content, at, length, at, done),
      )
      if (!sent.ok) return sent
    }
    const closed = await this.#ask<undefined>((done) => this.#sftp.close(file.value, done))
    return closed.ok ? accept('written') : closed
  }

  close(): void {
    this.#client.end()
    this.#client.destroy()
  }

  #readPart(file: Buffer, at: number): Promise<Result<Buffer, SftpRefusal>> {
    const buffer = Buffer.alloc(CHUNK_BYTES)
    return this.#ask<Buffer>((done) =>
      this.#sftp.read(file, buffer, 0, CHUNK_BYTES, at, (error, count) => {
        if (statusOf(error) === END_OF_FILE) return done(undefined, Buffer.alloc(0))
        return done(error, buffer.subarray(0, count))
      }),
    )
  }

  #ask<T>(
    send: (done: (error: Error | null | undefined, value?: T) => void) => void,
  ): Promise<Result<T, SftpRefusal>> {
    return new Promise((resolve) => {
      const late = `no answer within ${this.#answerMs} ms`
      const lost = (why: string) => resolve(refuse({ kind: 'lost', why }))
      const timer = setTimeout(() => lost(late), this.#answerMs)
      void this.#ended.then(lost)
      try {
        send((error, value) => {
          clearTimeout(timer)
          resolve(error ? refuse(refusalOf(error)) : accept(value as T))
        })
      } catch (error) {
        // ssh2 throws when it is asked to send on a connection that has just ended.
        clearTimeout(timer)
        lost(error instanceof Error ? error.message : 'the connection has ended')
      }
    })
  }
}

function endOf(client: Client): Promise<string> {
  return new Promise((resolve) => {
    client.on('error', (error) => resolve(error.message))
    client.on('close', () => resolve('the connection was closed'))
  })
}

/** An SFTP status is the server's word; an error without one is the end of the link. */
function refusalOf(error: Error): SftpRefusal {
  const status = statusOf(error)
  if (status === NO_SUCH_FILE) return { kind: 'missing', why: error.message }
  return { kind: status === undefined ? 'lost' : 'refused', why: error.message }
}

function statusOf(error: (Error & { code?: unknown }) | null | undefined): number | undefined {
  return typeof error?.code === 'number' ? error.code : undefined
}

function samePin(key: Buffer, pin: string): boolean {
  return fingerprint(key) === openSshPin(pin)
}

function fingerprint(key: Buffer): string {
  return asPin(createHash('sha256').update(key).digest())
}

function openSshPin(pin: string): string {
  return /^[0-9a-f]{64}$/i.test(pin) ? asPin(Buffer.from(pin, 'hex')) : pin.replace(/=+$/, '')
}

function asPin(digest: Buffer): string {
  return `SHA256:${digest.toString('base64').replace(/=+$/, '')}`
}
