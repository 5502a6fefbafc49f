import { describe, expect, test } from 'vitest'
import { hasPymodbus, startPymodbus } from '../contracts/peers/start-peer.ts'
import { aStand } from './a-shield.ts'
import { Client } from './client.ts'
import { adu, hex, pduOf } from './messages.ts'

describe.skipIf(!hasPymodbus())(
  'a shield before pymodbus (needs Debian’s python3-pymodbus)',
  () => {
    test('lets its answers through, words, exceptions and identification alike, and no write', async () => {
      const peer = await startPymodbus()
      const words = { from: 0, to: 99 }
      const allow = [{ function: 3, ...words }, { function: 4, ...words }, { function: 43 }]
      const policy = { units: [{ unit: 1, allow }] }
      const stand = await aStand({ devicePort: peer.port, policy })
      const client = await Client.to(stand.shield.port)
      const asked = [pduOf(3, 0, 3), pduOf(6, 0, 1), pduOf(4, 50, 3), hex('2b 0e 01 00')]
      client.socket.write(Buffer.concat([...asked, pduOf(3, 0, 1)].map((pdu) => adu(pdu))))
      const answers = (await client.first(5)).map(({ pdu }) => pdu)
      expect(answers.slice(0, 3)).toEqual([hex('03 06 028a 0352 01f4'), hex('86 01'), hex('84 02')])
      expect(answers[3]?.toString('latin1')).toContain('Maker of PLCs')
      expect(answers[4]).toEqual(hex('03 02 028a'))
      client.close()
      await stand.close()
      await peer.stop()
    })
  },
)
