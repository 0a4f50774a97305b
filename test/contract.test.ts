import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { projectRoot } from './source.ts'

const run = promisify(execFile)
// Inside the project, so that its packages and sources are found from there.
await mkdir(join(projectRoot, 'var'), { recursive: true })
const folder = await mkdtemp(join(projectRoot, 'var/contract-'))
after(() => rm(folder, { recursive: true, force: true }))

/** Two hundred endpoints with their handlers and a call of each, as a large application would have them. */
function largeApi(wrong: 'nothing' | 'body' | 'reply' | 'path' | 'handler'): string {
  const numbers = Array.from({ length: 200 }, (_unused, index) => index)
  const keys = numbers.map((n) => `POST /api/things${n}/:thingId/parts/:partId`)
  return `
import { Type as T } from 'typebox'
import type { Handlers } from '../../src/http/call.ts'
import { httpClient } from '../../src/http/client.ts'
import type { Endpoint } from '../../src/http/contract.ts'
import { Form, Id, Instant, Page } from '../../src/http/shapes.ts'

const api = {
${keys.map((key, n) => `  '${key}': { summary: '${n}', access: 'signed-in', query: Form({ q: T.Optional(T.String()) }), body: Form({ name: T.String(), count${n}: T.Integer() }), reply: Page(T.Object({ id: Id, at: Instant, count${n}: T.Integer() })) },`).join('\n')}
} as const satisfies Record<string, Endpoint>

export const routes: Handlers<typeof api> = {
${keys
  .slice(wrong === 'handler' ? 1 : 0)
  .map(
    (key, n) =>
      `  '${key}': async ({ params, body, caller }) => ({ items: [{ id: params.thingId + params.partId, at: new Date(), count${wrong === 'handler' ? n + 1 : n}: body.count${wrong === 'handler' ? n + 1 : n} + caller.name.length }], next: null }),`,
  )
  .join('\n')}
}

const client = httpClient<typeof api>('')
${keys.map((key, n) => `export const call${n} = async () => (await client['${key}']({ params: { thingId: 'a', partId: 'b' }, body: { name: 'n', count${n}: ${n} } })).items[0]?.count${n}`).join('\n')}
${wrong === 'body' ? `export const bad = client['${keys[0]}']({ params: { thingId: 'a', partId: 'b' }, body: { name: 7, count0: 1 } })` : ''}
${wrong === 'path' ? `export const bad = client['${keys[0]}']({ params: { thingId: 'a' }, body: { name: 'n', count0: 1 } })` : ''}
${wrong === 'reply' ? `export const bad = async () => (await client['${keys[0]}']({ params: { thingId: 'a', partId: 'b' }, body: { name: 'n', count0: 1 } })).items[0]?.count1` : ''}
`
}

async function typeCheck(text: string): Promise<{ ok: boolean; output: string }> {
  await writeFile(join(folder, 'large.ts'), text)
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.json',
      include: [join(folder, 'large.ts')],
      compilerOptions: { lib: ['es2024', 'dom', 'esnext.disposable'] },
    }),
  )
  const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc')
  try {
    const { stdout } = await run(process.execPath, [tsc, '-p', folder, '--extendedDiagnostics'], { timeout: 60_000 })
    return { ok: true, output: stdout }
  } catch (error) {
    return { ok: false, output: String((error as { stdout?: string }).stdout) }
  }
}

test('two hundred endpoints type-check in seconds', async (context) => {
  const { ok, output } = await typeCheck(largeApi('nothing'))
  assert.ok(ok, output)
  const seconds = Number(/Check time:\s+([\d.]+)s/.exec(output)?.[1])
  context.diagnostic(`check time ${seconds} s`)
  assert.ok(seconds > 0)
})

for (const wrong of ['body', 'path', 'reply', 'handler'] as const)
  test(`a wrong ${wrong} does not type-check`, async () => {
    assert.equal((await typeCheck(largeApi(wrong))).ok, false)
  })
