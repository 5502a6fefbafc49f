/** Hands at the plant: what people and faults do to the hardware, at the demonstration's panel. */
export async function atField(panelUrl: string, act: Record<string, unknown>): Promise<void> {
  const reply = await fetch(new URL('/act', panelUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act),
  })
  if (!reply.ok) throw new Error(`the field panel answered ${reply.status}: ${await reply.text()}`)
}
