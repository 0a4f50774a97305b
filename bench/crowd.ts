import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/** Many sockets that listen. */
export interface Crowd {
  /** Resolves when every one of them was told once more. */
  told(): Promise<void>
  leave(): void
}

/**
 * Opens so many websockets to this machine, bare ones: they read no more of a message than where it ends, so that they cost less than what is measured.
 * With a room each joins it, as a browser with Socket.IO does.
 */
export async function gather(port: number, size: number, room?: string): Promise<Crowd> {
  let toTell = 0
  let heard: () => void = () => {}
  const onMessage = () => {
    toTell -= 1
    if (toTell === 0) heard()
  }
  const sockets = await Promise.all(Array.from({ length: size }, () => open(port, room, onMessage)))
  return {
    told: () =>
      new Promise((resolve) => {
        toTell = size
        heard = resolve
      }),
    leave() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Packets of Engine.IO 4 and Socket.IO 5: opened, connect, connected, join with an answer wanted, answer, ping, pong. */
function answerTo(packet: string, room: string): string | undefined {
  if (packet.startsWith('0')) return '40'
  if (packet.startsWith('40')) return `420["join","${room}"]`
  return packet === '2' ? '3' : undefined
}

function open(port: number, room: string | undefined, onMessage: () => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const path = room === undefined ? '/' : '/socket?EIO=4&transport=websocket'
    const key = randomBytes(16).toString('base64')
    socket.write(
      `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`,
    )
    let pending = Buffer.alloc(0)
    let isOpen = false
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      if (!isOpen) {
        const end = pending.indexOf('\r\n\r\n')
        if (end < 0) return
        isOpen = true
        pending = pending.subarray(end + 4)
        if (room === undefined) resolve(socket)
      }
      for (let frame = frameIn(pending); frame; frame = frameIn(pending)) {
        const packet = pending.toString('latin1', frame.start, Math.min(frame.end, frame.start + 4))
        pending = pending.subarray(frame.end)
        if (packet.startsWith('42') || room === undefined) onMessage()
        else if (packet.startsWith('43')) resolve(socket)
        const answer = room && answerTo(packet, room)
        if (answer) socket.write(masked(answer))
      }
    })
  })
}

/** Where the first frame's content begins and ends, once it is there whole (RFC 6455, section 5.2). */
function frameIn(bytes: Buffer): { start: number; end: number } | undefined {
  if (bytes.length < 4) return undefined
  const short = (bytes[1] ?? 0) & 0x7f
  const [start, length] = short === 126 ? [4, bytes.readUInt16BE(2)] : [2, short]
  return bytes.length < start + length ? undefined : { start, end: start + length }
}

/** A text frame as clients send it, under a mask of zeros. */
const masked = (text: string) => Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)])
