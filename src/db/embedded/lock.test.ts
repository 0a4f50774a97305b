import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, it } from 'node:test'
import { tryLock, whileLocked } from './lock.ts'

const dir = mkdtempSync(join(tmpdir(), 'lock-test-'))
const file = join(dir, 'lock')
after(() => rmSync(dir, { recursive: true }))

it('lets one in at a time, and the next after it, also when the work fails', async () => {
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside -= 1
    throw new Error('work failed')
  }
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => whileLocked(file, work)))
  assert.deepEqual(new Set(all.map((one) => one.status === 'rejected' && one.reason.message)), new Set(['work failed']))
  assert.equal(most, 1)
  assert.equal(existsSync(file), false)
})

it('is refused at once to those who cannot wait', () => {
  const release = tryLock(file)
  assert.ok(release)
  assert.equal(tryLock(file), null)
  release()
  tryLock(file)?.()
  assert.equal(existsSync(file), false)
})

it('is taken over from a process that has died, and from an earlier one of the same id', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  for (const holder of [`${pid} 1`, `${process.pid} 1`]) {
    writeFileSync(file, holder)
    assert.equal(await whileLocked(file, async () => 'done'), 'done')
  }
})
