import { request } from 'node:http'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import { compare, report, type Side } from './compare.ts'

const options = { connections: 16, seconds: 2 }
const file = (name: string) => join(import.meta.dirname, name)

/**
 * Reading: the event page from the cache, the same page rendered anew with its database read, and the list of fifty events as JSON, each
 * against a bare server that sends as many bytes.
 */
export async function run(): Promise<void> {
  const conflux = await startChild(file('conflux-server.ts'))
  const children: Child[] = [conflux]
  try {
    const page = `/e/${conflux.info.slug}`
    const list = '/api/discover?limit=50'
    const gzip = { 'accept-encoding': 'gzip' }
    const [pageBytes, listBytes] = await Promise.all([
      lengthOf(conflux.port, page, gzip),
      lengthOf(conflux.port, list, {}),
    ])
    const bare = async (name: string, type: string, bytes: number): Promise<Side> => {
      const child = await startChild(file('bare-server.ts'), [type, String(bytes)])
      children.push(child)
      return { name, port: child.port, used: child.used, expect: ['200'], request: { method: 'GET', path: '/' } }
    }
    const own = (name: string, path: string, headers: Record<string, string>): Side => ({
      name,
      port: conflux.port,
      used: conflux.used,
      expect: ['200'],
      request: { method: 'GET', path, headers },
    })
    const measured = await compare(
      [
        await bare('bare, bytes of the page', 'text/html; charset=utf-8', pageBytes),
        own('event page, cached', page, gzip),
        // A cookie that is not ours makes the page personal, so it is rendered and read from the database each time.
        own('event page, uncached', page, { ...gzip, cookie: 'uncached=1' }),
        await bare('bare, bytes of the list', 'application/json', listBytes),
        own('list of 50 events', list, {}),
      ],
      options,
    )
    const rate = (index: number) => measured[index]?.rate ?? 0
    report('browse', measured, {
      page_cached_over_bare: rate(1) / rate(0),
      page_over_bare: rate(2) / rate(0),
      list_over_bare: rate(4) / rate(3),
    })
  } finally {
    await Promise.all(children.map((child) => child.stop()))
  }
}

/** The bytes of an answer's body as sent, compressed or not. */
function lengthOf(port: number, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${path} answered ${response.statusCode}`))
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => resolve(bytes))
    })
    asked.on('error', reject).end()
  })
}
