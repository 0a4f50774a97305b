import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPages, pagesAreFresh } from './build.mjs'
import { installPackages, packagesAreInstalled } from './install.mjs'
import { whileLocked } from './lock.mjs'
import { SetupError } from './setup-error.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/**
 * Installs the packages and, if asked, builds the web pages, each only when stale: a start with nothing to do is silent.
 * Several at once wait for each other. Returns the exit code; what went wrong is printed as one sentence.
 */
export async function setUp({ build }) {
  const stale = () => !packagesAreInstalled(root) || (build && !pagesAreFresh(root))
  try {
    if (stale()) {
      await whileLocked(join(root, 'var', 'setup.lock'), async (lock) => {
        if (!packagesAreInstalled(root)) await installPackages(root, lock)
        if (build && !pagesAreFresh(root)) await buildPages(root, lock)
      })
    }
    return 0
  } catch (error) {
    console.error(sentenceOf(error))
    return 1
  }
}

function sentenceOf(error) {
  if (error instanceof SetupError) return error.message
  if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) {
    return `Conflux cannot write to ${error.path ?? root} (${error.code}); run this as the owner of the folder, or copy the project to a folder of your own.`
  }
  return error.stack
}
