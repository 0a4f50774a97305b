import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** A file of the project as the architecture test reads it. */
export interface SourceFile {
  /** Relative to the project, with slashes. */
  path: string
  text: string
  /** Paths of the project's own files it imports, by their place; packages by their name. */
  imports: { path: string; typeOnly: boolean }[]
}

export const projectRoot = join(import.meta.dirname, '..')

/** Every TypeScript file under these folders, without what is generated. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  const patterns = folders.map((folder) => `${folder}/**/*.{ts,tsx}`)
  return globSync(patterns, { cwd: projectRoot })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(projectRoot, path), 'utf8')
      return { path, text, imports: importsOf(path, text) }
    })
}

const importPattern =
  /^(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

function importsOf(path: string, text: string): SourceFile['imports'] {
  return [...text.matchAll(importPattern)].map(([, type, from, lazy]) => {
    const target = from ?? lazy ?? ''
    const own = target.startsWith('.')
    return {
      path: own ? relative(projectRoot, join(projectRoot, dirname(path), target)).replaceAll('\\', '/') : target,
      typeOnly: type !== undefined,
    }
  })
}
