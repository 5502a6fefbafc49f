import { init } from 'z3-solver'

/** A first-match list as one formula over bit vectors, for a solver that knows nothing of firewalls. */
export async function z3Firewall(rules) {
  const { Context } = await init()
  const { Solver, BitVec, Bool, And, If } = new Context('main')
  const from = performance.now()
  const source = BitVec.const('source', 32)
  const destination = BitVec.const('destination', 32)
  const port = BitVec.const('port', 16)
  const isTcp = Bool.const('tcp')
  const within = (value, low, high, size) =>
    And(value.uge(BitVec.val(low, size)), value.ule(BitVec.val(high, size)))
  let permitted = Bool.val(false)
  for (const rule of rules.toReversed()) {
    const end = (value, { base, bits }) => within(value, base, base + 2 ** (32 - bits) - 1, 32)
    const matches = And(
      end(source, rule.from),
      end(destination, rule.to),
      within(port, rule.ports[0], rule.ports[1], 16),
      rule.protocol === 'tcp' ? isTcp : isTcp.not(),
    )
    permitted = If(matches, Bool.val(rule.permit), permitted)
  }
  const solver = new Solver()
  solver.add(permitted)
  return {
    encodeMs: performance.now() - from,
    async canPass(ends) {
      solver.push()
      const low = ends.zone ? Math.floor(ends.from / 256) * 256 : ends.from
      const high = ends.zone ? low + 255 : ends.from
      solver.add(
        And(
          within(source, low, high, 32),
          within(destination, ends.to, ends.to, 32),
          within(port, ends.port, ends.port, 16),
          ends.protocol === 'tcp' ? isTcp : isTcp.not(),
        ),
      )
      const answer = await solver.check()
      solver.pop()
      return answer === 'sat'
    },
  }
}
