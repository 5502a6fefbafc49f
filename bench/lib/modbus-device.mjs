// A device that answers every read with zeros: node bench/lib/modbus-device.mjs; says its port.
// With RELAY as argument it passes bytes on to that port instead, and looks at none of them.
import { connect, createServer } from 'node:net'

const relayTo = Number(process.argv[2] ?? 0)

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy())
  if (relayTo > 0) {
    const line = connect({ host: '127.0.0.1', port: relayTo, noDelay: true })
    line.on('error', () => socket.destroy())
    socket.pipe(line).pipe(socket)
    return
  }
  let held = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    for (; held.length >= 12; held = held.subarray(12)) socket.write(answerTo(held))
  })
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))

function answerTo(request) {
  const count = request.readUInt16BE(10) * 2
  const answer = Buffer.alloc(9 + count)
  request.copy(answer, 0, 0, 8)
  answer.writeUInt16BE(3 + count, 4)
  answer.writeUInt8(count, 8)
  return answer
}
