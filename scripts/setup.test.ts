import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, describe, it } from 'node:test'

const scripts = import.meta.dirname
const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('setup.mjs', () => {
  it('installs and builds what is missing, then has nothing to do and says nothing', async () => {
    const project = newProject()
    const first = await setUp(project)
    assert.equal(first.code, 0, first.said)
    assert.match(
      first.said,
      /^Installing packages….*\nPackages are installed\. \(\d+ s\)\nBuilding the web pages…\nThe web pages are built\. \(\d+ s\)\n$/,
    )
    assert.deepEqual(await setUp(project), { code: 0, said: '' })
    assert.equal(calls(project), 'npm\nvite\n')
  })

  it('leaves the pages alone unless asked for them', async () => {
    const project = newProject()
    await setUp(project, [])
    assert.equal(calls(project), 'npm\n')
  })

  it('installs again when the lockfile changes or a package is gone', async () => {
    const project = newProject()
    await setUp(project, [])
    rmSync(join(project, 'node_modules/vite'), { recursive: true })
    await setUp(project, [])
    assert.equal(calls(project), 'npm\nnpm\n')
    assert.ok(existsSync(join(project, 'node_modules/vite/package.json')))
    writeLockfile(project, { extra: '1.0.0' })
    await setUp(project, [])
    assert.equal(calls(project), 'npm\nnpm\nnpm\n')
  })

  it('builds again when a source changes, and not when only its time does', async () => {
    const project = newProject()
    await setUp(project)
    utimesSync(join(project, 'web/page.tsx'), 1, 1)
    assert.deepEqual(await setUp(project), { code: 0, said: '' })
    writeFileSync(join(project, 'web/page.test.ts'), 'a test is no source')
    assert.deepEqual(await setUp(project), { code: 0, said: '' })
    writeFileSync(join(project, 'web/page.tsx'), 'changed')
    await setUp(project)
    rmSync(join(project, 'dist/client/page.js'))
    await setUp(project)
    assert.equal(calls(project), 'npm\nvite\nvite\nvite\n')
  })

  it('takes over what npm installed by hand', async () => {
    const project = newProject()
    await setUp(project, [])
    rmSync(join(project, 'node_modules/.conflux-installed.json'))
    assert.deepEqual(await setUp(project, []), { code: 0, said: '' })
  })

  it('does the work once when several run at the same moment', async () => {
    const project = newProject()
    const all = await Promise.all([setUp(project), setUp(project), setUp(project)])
    assert.deepEqual(
      all.map(({ code }) => code),
      [0, 0, 0],
    )
    assert.equal(calls(project), 'npm\nvite\n')
  })

  it('waits for an npm that a killed run left behind, and goes on from what it did', async () => {
    const project = newProject({ npm: 'wait' })
    await killMidway(project)
    const second = setUp(project)
    writeFileSync(join(project, 'go-on'), '')
    assert.equal((await second).code, 0)
    assert.equal(calls(project), 'npm\nvite\n')
  })

  it('starts over when everything was killed in the middle', async () => {
    const project = newProject({ npm: 'wait' })
    const npm = await killMidway(project)
    process.kill(npm, 'SIGKILL')
    writeFileSync(join(project, 'go-on'), '')
    assert.equal((await setUp(project)).code, 0)
    assert.equal(calls(project), 'npm\nnpm\nvite\n')
  })

  it('shows what npm said when npm fails, and tries again the next time', async () => {
    const project = newProject({ npm: 'fail' })
    const { code, said } = await setUp(project)
    assert.equal(code, 1)
    assert.match(said, /registry is on fire\n\nnpm could not install the packages; what it said is above/)
    assert.match((await setUp(project)).said, /registry is on fire/)
  })

  it('says so when install scripts were blocked', async () => {
    const { code, said } = await setUp(newProject({ npm: 'without-node' }))
    assert.equal(code, 1)
    assert.match(said, /npm did not install Node\.js .*ignore-scripts false" and then this again\.\n$/)
  })

  it('gives npm another cache when the home cannot be written', async () => {
    const project = newProject()
    await setUp(project, [], { npm_config_cache: join(project, 'package.json', 'cache') })
    assert.equal(readFileSync(join(project, 'cache-used'), 'utf8'), join(project, 'var/npm-cache'))
  })
})

/**
 * A project with the real scripts, and with an npm that installs a Node.js (a link to the one that runs this) and a vite that only notes
 * that it was called, as npm does: everything is removed first and its own list is written last.
 */
function newProject({ npm = 'work' } = {}): string {
  const project = mkdtempSync(join(tmpdir(), 'set up '))
  folders.push(project)
  for (const name of ['setup.mjs', 'setup'])
    cpSync(join(scripts, name), join(project, 'scripts', name), { recursive: true })
  for (const name of ['web', 'lang', 'src', 'machine']) mkdirSync(join(project, name))
  writeFileSync(join(project, 'package.json'), '{"type":"module"}')
  writeFileSync(join(project, 'web/page.tsx'), 'page')
  writeLockfile(project, {})
  writeFileSync(join(project, 'machine/npm'), `#!${process.execPath}\n(${fakeNpm})(${JSON.stringify(npm)})`)
  chmodSync(join(project, 'machine/npm'), 0o755)
  return project
}

function writeLockfile(project: string, more: Record<string, string>) {
  const versions = Object.entries({ node: process.version.slice(1), vite: '1.0.0', ...more })
  const packages = Object.fromEntries(versions.map(([name, version]) => [`node_modules/${name}`, { version }]))
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }))
}

const fakeNpm = `async (wish) => {
  const { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } = await import('node:fs')
  appendFileSync('calls', 'npm\\n')
  writeFileSync('cache-used', process.env.npm_config_cache ?? '')
  rmSync('node_modules', { recursive: true, force: true })
  writeFileSync('started', String(process.pid))
  if (wish === 'wait') while (!existsSync('go-on')) await new Promise((resolve) => setTimeout(resolve, 10))
  if (wish === 'fail') {
    console.error('registry is on fire')
    process.exit(1)
  }
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  delete packages['']
  for (const path of Object.keys(packages)) {
    mkdirSync(path, { recursive: true })
    writeFileSync(path + '/package.json', '{}')
  }
  mkdirSync('node_modules/.bin')
  mkdirSync('node_modules/vite/bin')
  const vite = "import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'\\nappendFileSync('calls', 'vite\\\\n')\\nmkdirSync('dist/client', { recursive: true })\\nwriteFileSync('dist/client/page.js', '')"
  writeFileSync('node_modules/vite/package.json', '{"type":"module"}')
  writeFileSync('node_modules/vite/bin/vite.js', vite)
  if (wish !== 'without-node') symlinkSync(process.execPath, 'node_modules/.bin/node')
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }))
}`

function start(project: string, args = ['--build'], env: Record<string, string> = {}): ChildProcess {
  const path = [join(project, 'machine'), process.env.PATH].join(delimiter)
  const { npm_execpath: _, npm_config_cache: __, ...outer } = process.env
  return spawn(process.execPath, [join(project, 'scripts/setup.mjs'), ...args], {
    cwd: tmpdir(),
    env: { ...outer, CI: 'true', PATH: path, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Kills a set-up while its npm is at work, and returns the process id of that npm. */
async function killMidway(project: string): Promise<number> {
  const child = start(project)
  const started = join(project, 'started')
  while (!existsSync(started) || readFileSync(started, 'utf8') === '')
    await new Promise((resolve) => setImmediate(resolve))
  child.kill('SIGKILL')
  await once(child, 'exit')
  return Number(readFileSync(started, 'utf8'))
}

async function setUp(project: string, args = ['--build'], env: Record<string, string> = {}) {
  const child = start(project, args, env)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  const [code] = (await once(child, 'close')) as [number]
  return { code, said }
}

function calls(project: string): string {
  return readFileSync(join(project, 'calls'), 'utf8')
}
