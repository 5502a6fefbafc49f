import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnyRoute, OutOf } from '@holdpoint/api'

const HOLDPOINT = fileURLToPath(new URL('../../cli/bin/holdpoint.mjs', import.meta.url))

export type Said = { readonly code: number; readonly out: string; readonly err: string }

/** Runs `holdpoint` as a process of its own, as anybody would at a terminal. */
export function holdpoint(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const env = { ...process.env, ...environment }
  return new Promise((resolve) => {
    const options = { env, maxBuffer: 64 * 1024 * 1024 }
    const child = execFile(process.execPath, [HOLDPOINT, ...words], options, (_, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err })
    })
  })
}

type Given = Readonly<Record<string, unknown>>

/** One person of the demonstration plant at a terminal of their own. */
export class TerminalPerson {
  readonly login: string
  private readonly environment: Readonly<Record<string, string>>
  private signedIn = false

  constructor(given: { readonly login: string; readonly server: string; readonly folder: string }) {
    this.login = given.login
    this.environment = {
      HOLDPOINT_SERVER: given.server,
      HOLDPOINT_TOKEN_FILE: join(given.folder, given.login),
    }
  }

  get password(): string {
    return `holdpoint-demo-${this.login}`
  }

  /** Runs a command that must succeed; gives what it printed. */
  async says(command: string, given: Given = {}): Promise<string> {
    if (!this.signedIn) {
      this.signedIn = true
      await this.says('sign-in', { login: this.login, password: this.password })
    }
    const said = await this.tries(command, given)
    if (said.code !== 0) throw new Error(`${this.login}: ${command}: ${said.code} ${said.err}`)
    return said.out
  }

  /** The command of this route; gives the JSON value that it printed. */
  async asks<R extends AnyRoute>(route: R, given: Given = {}): Promise<OutOf<R>> {
    const [first, ...rest] = route.name.split(' ')
    return JSON.parse(await this.says(`${first} ${rest.join('-')}`, given)) as OutOf<R>
  }

  tries(command: string, given: Given = {}): Promise<Said> {
    const options = Object.entries(given).flatMap(([key, value]) => [
      `--${key}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ])
    return holdpoint([...command.split(' '), ...options], this.environment)
  }
}
