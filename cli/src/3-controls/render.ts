import { type EnforcementPoint, renderRules } from '@holdpoint/core'
import { readJson } from '@holdpoint/std'
import type { Command } from 'commander'
import { z } from 'zod'
import { group } from '../command-group.ts'
import { BadInput, printJson, readFileOrSay } from '../terminal.ts'

const policyShape = z.strictObject({
  conduit: z.string(),
  protects: z.strictObject({ assetTag: z.string(), address: z.string() }),
  permitted: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      protocol: z.enum(['tcp', 'udp']),
      port: z.number(),
      why: z.string(),
    }),
  ),
})

const pointShape = z.discriminatedUnion('dialect', [
  z.strictObject({ dialect: z.literal('nftables') }),
  z.strictObject({ dialect: z.literal('iptables') }),
  z.strictObject({ dialect: z.literal('cisco-asa'), list: z.string() }),
  z.strictObject({ dialect: z.literal('cisco-ios'), list: z.string() }),
  z.strictObject({
    dialect: z.literal('fortigate'),
    from: z.string(),
    to: z.string(),
    firstId: z.number(),
    before: z.number(),
  }),
  z.strictObject({ dialect: z.literal('palo-alto'), from: z.string(), to: z.string() }),
  z.strictObject({ dialect: z.literal('check-point'), layer: z.string() }),
])

const shape = z.strictObject({ policy: policyShape, point: pointShape })

/** `controls render`: rules as text, for a person to review; nothing is loaded anywhere. */
export function addRenderCommand(program: Command): void {
  group(program, 'controls', 'Compensating controls')
    .command('render')
    .description('Write the rules of one conduit policy for the firewall that is there')
    .argument('<file>', 'the policy and the enforcement point (JSON)')
    .option('--rollback', 'print what takes the rules away again')
    .option('--json', 'print one JSON value')
    .action(async (file: string, options: { rollback?: true; json?: true }) => {
      const rendered = await renderFile(file)
      if (options.json === true) printJson(rendered)
      else process.stdout.write(options.rollback === true ? rendered.rollback : rendered.rules)
      if (options.json === true || options.rollback === true) return
      if (rendered.endSessions === null) return
      console.error('Sessions that are open go on. To end them is a step of its own:')
      console.error(rendered.endSessions.trimEnd())
    })
}

async function renderFile(file: string) {
  const json = readJson(await readFileOrSay(file))
  if (!json.ok) throw new BadInput(`${file}: line ${json.refusal.line}: ${json.refusal.why}`)
  const parsed = shape.safeParse(json.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new BadInput(
      `${file}: /${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not a policy'}`,
    )
  }
  const rendered = renderRules(parsed.data.policy, parsed.data.point as EnforcementPoint)
  if (rendered.ok) return rendered.value
  throw new BadInput(
    `${file}: ${rendered.refusal.map(({ where, why }) => `${where}: ${why}`).join('; ')}`,
  )
}
