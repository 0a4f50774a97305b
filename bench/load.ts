import { connect, type Socket } from 'node:net'

/** One request, sent again and again. */
export interface LoadRequest {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
  /** What is sent next, by the body of the answer: both together count as one, once the second is answered. */
  next?(answer: string): LoadRequest
}

export interface Load {
  /** Answers per second. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
  /** How many answers had each status. */
  statuses: Record<string, number>
}

/**
 * Sends `request` over `connections` kept-alive sockets, each the next when its answer is in, for `seconds`, to this machine only.
 * A bare socket and the least of HTTP/1.1 that our own server speaks, so that the generator costs less than what it measures.
 */
export async function load(
  port: number,
  request: LoadRequest,
  options: { connections: number; seconds: number },
): Promise<Load> {
  const until = performance.now() + options.seconds * 1000
  const times: number[] = []
  const statuses: Record<string, number> = {}
  const started = performance.now()
  await Promise.all(Array.from({ length: options.connections }, () => talk(port, request, until, times, statuses)))
  const elapsed = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { rate: times.length / elapsed, p50: at(0.5), p99: at(0.99), statuses }
}

function encode(port: number, { method, path, headers = {}, body }: LoadRequest): Buffer {
  const all: Record<string, string> = { host: `127.0.0.1:${port}`, ...headers }
  if (body !== undefined)
    Object.assign(all, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) })
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`)
}

function talk(
  port: number,
  request: LoadRequest,
  until: number,
  times: number[],
  statuses: Record<string, number>,
): Promise<void> {
  const first = encode(port, request)
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let pending = Buffer.alloc(0)
    let sent = 0
    let asked = request
    const begin = () => {
      if (performance.now() >= until) return void socket.end(resolve)
      sent = performance.now()
      asked = request
      socket.write(first)
    }
    socket.on('connect', begin)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
      const { start, end } = bodyBounds(pending)
      if (end === undefined || pending.length < end) return
      const status = pending.toString('latin1', 9, 12)
      const body = asked.next && status.startsWith('2') ? pending.toString('utf8', start, end) : undefined
      pending = pending.subarray(end)
      if (asked.next && body !== undefined) {
        asked = asked.next(body)
        socket.write(encode(port, asked))
        return
      }
      times.push(performance.now() - sent)
      statuses[status] = (statuses[status] ?? 0) + 1
      begin()
    })
  })
}

const headEnd = Buffer.from('\r\n\r\n')

/** Where the body of the first answer in these bytes starts and ends, once its head is there. */
function bodyBounds(bytes: Buffer): { start?: number; end?: number } {
  const head = bytes.indexOf(headEnd)
  if (head < 0) return {}
  const length = /\r\ncontent-length: (\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1]
  if (length === undefined) throw new Error('an answer without Content-Length')
  return { start: head + 4, end: head + 4 + Number(length) }
}
