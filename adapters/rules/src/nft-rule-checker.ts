import { spawn } from 'node:child_process'
import type { RuleChecker, RuleCheckRefusal } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'

const TIMEOUT_MS = 10_000
const TOOL = 'nft'

type Ran = { readonly code: number | null; readonly out: string; readonly missing: boolean }

/**
 * Asks the real nft whether it would take the rules (`nft -c`); loads nothing. An ordinary user
 * asks inside an own user and network namespace, where that is allowed.
 */
export function createNftRuleChecker(command: string = TOOL): RuleChecker {
  return {
    async check(rules) {
      const version = await run([command, '--version'], '')
      if (version.missing) return refuse(missing('Install nftables on the Holdpoint server'))
      const direct = await run([command, '-c', '-f', '-'], rules)
      const barred = /operation not permitted|permission denied/i.test(direct.out)
      const result = barred
        ? await run(
            ['unshare', '--user', '--map-root-user', '--net', command, '-c', '-f', '-'],
            rules,
          )
        : direct
      if (result.missing || /operation not permitted|unshare failed/i.test(result.out)) {
        return refuse(missing('Let the Holdpoint server check rules (CAP_NET_ADMIN)'))
      }
      return judge(result, version.out.trim())
    },
  }
}

function missing(clearedBy: string): RuleCheckRefusal {
  return { kind: 'rule-checker-missing', tool: TOOL, clearedBy }
}

function judge(
  ran: Ran,
  version: string,
): Result<{ readonly tool: string; readonly version: string }, RuleCheckRefusal> {
  if (ran.code === 0) return accept({ tool: TOOL, version })
  const found = /(?:stdin|-):(\d+):[\d-]+: Error: (.*)/.exec(ran.out)
  const line = Number(found?.[1] ?? 0)
  const message = (found?.[2] ?? ran.out.trim().split('\n')[0] ?? '').slice(0, 300)
  return refuse({ kind: 'rules-refused', tool: TOOL, line, message: message || 'no reason given' })
}

function run(words: readonly string[], input: string): Promise<Ran> {
  return new Promise((resolve) => {
    const [command = '', ...args] = words
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: TIMEOUT_MS })
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8')
    })
    child.stderr.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8')
    })
    child.stdin.on('error', () => {})
    child.on('error', () => resolve({ code: null, out, missing: true }))
    child.on('close', (code) => resolve({ code, out, missing: false }))
    child.stdin.end(input)
  })
}
