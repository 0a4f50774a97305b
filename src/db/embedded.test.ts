import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import pg from 'pg'
import { isRunning } from './embedded/processes.ts'
import { openEmbedded } from './embedded.ts'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65_534, gid: 65_534 }
/** Root and an ordinary user take different ways; the second can only be tried by root, where that user may read the project at all. */
const users: [string, { uid?: number; gid?: number }][] = [['the user who runs the tests', {}]]
if (isRoot && canRead(nobody)) users.push(['an ordinary user', nobody])

const folders: string[] = []
const holders: ChildProcess[] = []
after(() => {
  for (const child of holders) child.kill('SIGKILL')
  for (const folder of folders) {
    const pid = serverOf(join(folder, 'pg'))
    if (pid !== null && isRunning(pid)) process.kill(pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})

for (const [who, user] of users) {
  describe(`the embedded PostgreSQL, started by ${who}`, () => {
    const dir = join(newFolder(user), 'pg')

    it('starts on nothing, keeps its data, and leaves nothing running', async () => {
      const first = await hold(dir, user)
      await query(first.url, 'create table kept (word text)')
      await query(first.url, "insert into kept values ('ünïcødé')")
      await first.stop()
      assert.equal(isRunning(first.server), false)
      const second = await hold(dir, user)
      assert.deepEqual(await query(second.url, 'select upper(word) from kept'), [{ upper: 'ÜNÏCØDÉ' }])
      assert.deepEqual(await query(second.url, 'show fsync'), [{ fsync: 'on' }])
      await second.stop()
      assert.equal(isRunning(second.server), false)
    })

    it('is reached by a socket that only its owner may touch', async () => {
      const held = await hold(dir, user)
      const [row] = await query(
        held.url,
        "select current_setting('listen_addresses') as hosts, inet_server_addr() as address",
      )
      assert.deepEqual(row, { hosts: '', address: null })
      const stranger = { uid: 65_533, gid: 65_533 }
      if (isRoot) assert.notEqual(spawnSync('ls', [join(dir, 'run')], { ...stranger, cwd: '/' }).status, 0)
      await held.stop()
    })

    it('is taken over after the process that started it was killed', async () => {
      const first = await hold(dir, user)
      await kill(first.child)
      assert.equal(isRunning(first.server), true)
      const second = await hold(dir, user)
      assert.equal(second.server, first.server)
      await second.stop()
      assert.equal(isRunning(first.server), false)
    })

    it('recovers every acknowledged row after both were killed', async () => {
      const first = await hold(dir, user)
      await query(first.url, 'create table counted (n int)')
      for (let n = 0; n < 10; n += 1) await query(first.url, `insert into counted values (${n})`)
      await kill(first.child)
      process.kill(first.server, 'SIGKILL')
      const second = await hold(dir, user)
      assert.notEqual(second.server, first.server)
      assert.deepEqual(await query(second.url, 'select count(*)::int from counted'), [{ count: 10 }])
      await second.stop()
    })

    it('starts again when it dies while in use', async () => {
      const held = await hold(dir, user)
      const told = once(held.child, 'message')
      process.kill(held.server, 'SIGKILL')
      assert.deepEqual(await told, ['PostgreSQL has ended unexpectedly and is started again.', undefined])
      assert.deepEqual(await queryWhenUp(held.url, 'select 1 as one'), [{ one: 1 }])
      await held.stop()
      assert.equal(serverOf(dir), null)
    })

    it('starts although postmaster.pid names a process that is something else, or nothing', async () => {
      const first = await hold(dir, user)
      const pidFile = join(dir, 'data', 'postmaster.pid')
      const content = readFileSync(pidFile, 'utf8')
      await first.stop()
      writeFileSync(pidFile, content.replace(/^\d+/, `${process.pid}`))
      if (user.uid !== undefined) chownSync(pidFile, user.uid, user.uid)
      const second = await hold(dir, user)
      assert.deepEqual(await query(second.url, 'select 1 as one'), [{ one: 1 }])
      await second.stop()
      writeFileSync(pidFile, '')
      const third = await hold(dir, user)
      assert.deepEqual(await query(third.url, 'select 1 as one'), [{ one: 1 }])
      await third.stop()
    })

    it('is made once and shared when several start at the same moment, and stopped by the last', async () => {
      const dir = join(newFolder(user), 'pg')
      const held = await Promise.all([hold(dir, user), hold(dir, user), hold(dir, user)])
      const [server] = new Set(held.map((one) => one.server))
      assert.ok(server !== undefined && held.every((one) => one.server === server))
      const last = held.pop()
      for (const one of held) await one.stop()
      assert.equal(isRunning(server), true)
      await last?.stop()
      assert.equal(isRunning(server), false)
    })

    it('is stopped by a process that exits without a word, unless another uses it', async () => {
      const [first, second] = [await hold(dir, user), await hold(dir, user)]
      await exit(first.child)
      assert.deepEqual(await query(second.url, 'select 1 as one'), [{ one: 1 }])
      await exit(second.child)
      const third = await hold(dir, user)
      assert.notEqual(third.server, first.server)
      await third.stop()
    })

    it('lives in paths with spaces, quotes and commas, and in very long ones', async () => {
      for (const name of ['a "fine", place', 'x'.repeat(120)]) {
        const held = await hold(join(newFolder(user), name, 'pg'), user)
        assert.deepEqual(await query(held.url, 'select 1 as one'), [{ one: 1 }])
        await held.stop()
      }
    })

    it('makes its files anew when making them was interrupted', async () => {
      const dir = join(newFolder(user), 'pg')
      mkdirSync(join(dir, 'data.new', 'base'), { recursive: true })
      if (user.uid !== undefined)
        for (const part of ['.', 'data.new', 'data.new/base']) chownSync(join(dir, part), user.uid, user.uid)
      const held = await hold(dir, user)
      assert.deepEqual(await query(held.url, 'select 1 as one'), [{ one: 1 }])
      await held.stop()
    })

    it('refuses data of another version and leaves it alone', async () => {
      const dir = join(newFolder(user), 'pg')
      await (await hold(dir, user)).stop()
      writeFileSync(join(dir, 'data', 'PG_VERSION'), '17\n')
      await assert.rejects(
        hold(dir, user),
        /is of PostgreSQL 17, but this version of Conflux brings 18; give another DATA_DIR/,
      )
      assert.ok(existsSync(join(dir, 'data', 'base')))
    })

    it('says so when the folder cannot be made', async () => {
      const folder = newFolder(user)
      writeFileSync(join(folder, 'file'), '')
      await assert.rejects(
        hold(join(folder, 'file', 'pg'), user),
        /cannot be (made|written) \(\w+\).*give another DATA_DIR\.$/,
      )
    })
  })
}

describe('the embedded PostgreSQL where its user has no access', { skip: isRoot ? false : 'needs root' }, () => {
  it('refuses a folder that was asked for', async () => {
    const folder = newFolder({})
    chmodSync(folder, 0o700)
    const opening = openEmbedded({ dir: join(folder, 'data', 'pg'), explicit: true, log: () => {} })
    await assert.rejects(
      opening,
      /^StartError: DATA_DIR is ".*", but it must be a folder that the user postgres can reach/,
    )
  })

  it('keeps the data elsewhere otherwise, at the same place every time', async () => {
    const folder = newFolder({})
    chmodSync(folder, 0o700)
    const options = { dir: join(folder, 'var', 'pg'), explicit: false, log: () => {}, fsync: false }
    const first = await openEmbedded(options)
    after(() => rmSync(join(first.connection.host, '../..'), { recursive: true }))
    assert.match(first.connection.host, /^\/var\/lib\/conflux\//)
    await query(first.url, 'create table kept (n int)')
    await first.stop()
    const second = await openEmbedded(options)
    assert.deepEqual(await query(second.url, 'select * from kept'), [])
    await second.stop()
  })

  it('belongs to the user who made it also when root starts it', async () => {
    const dir = join(newFolder(nobody), 'pg')
    await (await hold(dir, nobody)).stop()
    const held = await openEmbedded({ dir, explicit: true, log: () => {} })
    assert.equal(
      spawnSync('stat', ['-c', '%u', `/proc/${serverOf(dir)}`])
        .stdout.toString()
        .trim(),
      '65534',
    )
    await held.stop()
  })

  it('refuses data of another user to an ordinary one', async () => {
    const folder = newFolder(nobody)
    const held = await openEmbedded({ dir: join(folder, 'pg'), explicit: true, log: () => {}, fsync: false })
    await held.stop()
    await assert.rejects(
      hold(join(folder, 'pg'), nobody),
      /cannot be written \(EACCES\); start as its owner, or give another DATA_DIR/,
    )
  })
})

interface Held {
  child: ChildProcess
  /** Process id of the server. */
  server: number
  url: string
  stop(): Promise<void>
}

const holder = `
  const { openEmbedded } = await import(process.argv[1])
  try {
    const log = (sentence) => process.connected && sentence.includes('ended') && process.send(sentence)
    const opened = await openEmbedded({ dir: process.argv[2], explicit: true, log })
    process.on('message', async (wish) => {
      if (wish === 'exit') process.exit(0)
      await opened.stop()
      process.disconnect()
    })
    process.send({ url: opened.url })
  } catch (error) {
    process.send({ refused: error.message })
    process.disconnect()
  }
`

/** Opens the server in a process of its own and by this user. */
async function hold(dir: string, user: { uid?: number; gid?: number }): Promise<Held> {
  const args = ['--input-type=module', '-e', holder, join(import.meta.dirname, 'embedded.ts'), dir]
  const child = spawn(process.execPath, args, { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  holders.push(child)
  const [message] = (await once(child, 'message')) as [{ url: string } | { refused: string }]
  if ('refused' in message) throw new Error(message.refused)
  const stop = async () => {
    child.send('stop')
    await once(child, 'exit')
  }
  return { child, server: serverOf(dir) ?? 0, url: message.url, stop }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function exit(child: ChildProcess): Promise<void> {
  child.send('exit')
  await once(child, 'exit')
}

function serverOf(dir: string): number | null {
  const file = join(dir, 'data', 'postmaster.pid')
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : null
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function queryWhenUp(url: string, text: string): Promise<unknown[]> {
  for (;;) {
    try {
      return await query(url, text)
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (!['ECONNREFUSED', 'ENOENT', 'ECONNRESET', '57P03'].includes(code)) throw error
    }
  }
}

function newFolder({ uid }: { uid?: number }): string {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-test-'))
  chmodSync(folder, 0o755)
  if (uid !== undefined) chownSync(folder, uid, uid)
  folders.push(folder)
  return folder
}

function canRead(user: { uid: number; gid: number }): boolean {
  return (
    spawnSync(process.execPath, [join(import.meta.dirname, 'embedded', 'processes.ts')], { ...user, cwd: '/' })
      .status === 0
  )
}
