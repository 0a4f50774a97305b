import { globSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/**
 * Every test file that Node.js runs, relative to the project. Those that span modules take longest and come first: begun last, each would
 * run while the other cores have nothing left to do.
 */
export function nodeTestFiles(): string[] {
  const long = globSync(['test/*.test.ts', 'test/fuzz/**/*.test.ts'], { cwd: root }).sort().reverse()
  return [...long, ...globSync('{src,lang,web,bench,scripts}/**/*.test.ts', { cwd: root }).sort()]
}

/** The files of one process, in the order in which processes take them: those of `test/` span modules and fill one alone. */
export function batchesOf(files: readonly string[]): string[][] {
  const [long, rest] = [files.filter(spansModules), files.filter((file) => !spansModules(file))]
  const batches = long.map((file) => [file])
  for (let n = 0; n < rest.length; n += mostInBatch) batches.push(rest.slice(n, n + mostInBatch))
  return batches
}

const mostInBatch = 12

const spansModules = (file: string) => file.startsWith('test/')

/** Every test file that Playwright runs, relative to the project. */
export function browserTestFiles(): string[] {
  return globSync('test/e2e/**/*.e2e.ts', { cwd: root }).sort()
}

/** Those whose path contains any of the filters; all without filters. */
export function matching(files: readonly string[], filters: readonly string[]): string[] {
  return files.filter(
    (file) => filters.length === 0 || filters.some((filter) => file.includes(filter.replace(/^\.\//, ''))),
  )
}
