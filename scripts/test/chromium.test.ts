import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { installations } from './chromium.ts'

const browser = '#!/bin/sh\necho "Chromium 141.0.1 built on nothing"\n'
const snap = '#!/bin/sh\necho "Command requires the chromium snap to be installed." >&2\nexit 1\n'
const failing = '#!/bin/sh\nexit 100\n'

/** What `provideChromium` comes to on a machine whose PATH has just these programs, and no network. */
function provide(t: TestContext, files: Record<string, string>, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'conflux-chromium-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(bin, name), content)
    chmodSync(join(bin, name), 0o755)
  }
  const module = JSON.stringify(pathToFileURL(join(import.meta.dirname, 'chromium.ts')).href)
  const script = `import { provideChromium } from ${module}
    try { console.log(provideChromium((sentence) => console.log(sentence))) } catch (error) { console.log(error.message) }`
  const nowhere = { PLAYWRIGHT_BROWSERS_PATH: join(folder, 'browsers'), PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:9' }
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { PATH: bin, HOME: folder, ...nowhere, ...env },
  })
  return { bin, said: stdout.trim().split('\n') }
}

test('an installed browser that runs is taken', (t) => {
  const { bin, said } = provide(t, { chromium: browser })
  assert.deepEqual(said, [join(bin, 'chromium')])
})

test('the one without windows is taken first', (t) => {
  const { bin, said } = provide(t, { chromium: browser, 'chromium-headless-shell': browser })
  assert.deepEqual(said, [join(bin, 'chromium-headless-shell')])
})

test('one that only says how to install it is passed over', (t) => {
  const { bin, said } = provide(t, { 'chromium-browser': snap, 'google-chrome': browser })
  assert.deepEqual(said, [join(bin, 'google-chrome')])
})

test('a wrong CHROMIUM_PATH is told and not got round', (t) => {
  const { said } = provide(t, { chromium: browser }, { CHROMIUM_PATH: '/nowhere/chromium' })
  assert.match(said.join('\n'), /^CHROMIUM_PATH is "\/nowhere\/chromium", but no browser runs there/)
})

test('where nothing can be installed, every way is tried and the end is told', (t) => {
  const { said } = provide(t, { 'apt-get': failing, sudo: failing })
  // Applications of macOS are found without a PATH.
  if (said[0]?.startsWith('/Applications/')) return
  assert.match(said.at(-1) ?? '', /^No Chromium could be installed; install Chromium or Chrome/)
  assert.ok(said.includes('Downloading Chromium with Playwright…'))
})

const ways: [machine: { isRoot: boolean; isDebian: boolean }, programs: string[][]][] = [
  [
    { isRoot: true, isDebian: true },
    [['update', 'chromium-headless-shell'], ['update', 'chromium'], ['--with-deps'], ['chromium']],
  ],
  [{ isRoot: true, isDebian: false }, [['--with-deps'], ['chromium']]],
  [{ isRoot: false, isDebian: true }, [['chromium']]],
  [{ isRoot: false, isDebian: false }, [['chromium']]],
]

for (const [machine, expected] of ways)
  test(`${JSON.stringify(machine)} has ${expected.length} ways to a browser`, () => {
    const found = installations(machine)
    assert.equal(found.length, expected.length)
    expected.forEach((words, index) => {
      words.forEach((word, step) => {
        assert.ok(found[index]?.commands[step]?.includes(word), word)
      })
    })
  })
