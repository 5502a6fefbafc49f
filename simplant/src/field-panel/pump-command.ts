import { connect } from 'node:net'

const ANSWER_MS = 2000

/** Writes the pump's start coil on PLC-101 as an HMI does: Modbus function 5, coil 0. */
export function commandPump(
  controller: { readonly host: string; readonly modbusPort: number },
  run: boolean,
): Promise<string> {
  const request = Buffer.from([0, 1, 0, 0, 0, 6, 255, 5, 0, 0, run ? 0xff : 0, 0])
  return new Promise((resolve) => {
    const socket = connect({ host: controller.host, port: controller.modbusPort })
    const end = (words: string) => {
      socket.destroy()
      resolve(words)
    }
    socket.setTimeout(ANSWER_MS, () => end('PLC-101 does not answer.'))
    socket.on('error', () => end('PLC-101 cannot be reached.'))
    socket.once('data', (answer) =>
      end(
        answer[7] === 5
          ? `Pump P-101 is commanded to ${run ? 'start' : 'stop'}.`
          : 'PLC-101 refuses the command.',
      ),
    )
    socket.write(request)
  })
}
