import { spawnSync } from 'node:child_process'
import { carryOut, mayInstallPackages, onPath, packageCommands } from './packages.ts'

/**
 * The path of a redis-server that runs: an installed one, or Debian's package installed now (as root). Undefined where there is none to be had, and
 * with TEST_REDIS_URL, which names a Redis to use instead.
 */
export function provideRedis(say: (sentence: string) => void): string | undefined {
  if (process.env.TEST_REDIS_URL) return undefined
  const found = findRedis()
  if (found || !mayInstallPackages()) return found
  say('Installing redis-server with apt-get…')
  for (const command of packageCommands('redis-server')) carryOut(command)
  return findRedis()
}

/** An installed redis-server that runs. */
export const findRedis = (): string | undefined => onPath('redis-server').find(runs)

function runs(path: string): boolean {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  return status === 0 && /Redis server v=/.test(stdout)
}
