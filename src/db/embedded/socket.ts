import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartError } from '../../lib/start-error.ts'
import type { Place } from './place.ts'

/** sun_path of unix(7) holds 108 bytes on Linux and 104 on macOS, with a zero at its end. */
const longestPath = 103
/** The longest name in the folder, beside `.s.PGSQL.5432` itself. */
export const socketLock = '.s.PGSQL.5432.lock'

/**
 * The folder of the server's socket, made if missing, which only its owner may enter: that is what keeps others out, since the server
 * trusts whoever connects. It lies beside the data, or in the system's temporary folder where that path is too long for a socket.
 */
export function socketFolder({ dir, runner }: Place): string {
  const beside = join(dir, 'run')
  const folder = Buffer.byteLength(join(beside, socketLock)) <= longestPath ? beside : shortFolder(dir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const owner = runner.uid ?? process.getuid?.()
  const found = lstatSync(folder)
  if (!found.isDirectory() || (found.uid !== owner && found.uid !== process.getuid?.())) {
    throw new StartError(`The folder ${folder} belongs to someone else; remove it, or give a shorter DATA_DIR.`)
  }
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(folder, runner.uid, runner.gid)
  chmodSync(folder, 0o700)
  return folder
}

function shortFolder(dir: string): string {
  const name = `conflux-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}`
  const inTemporary = join(tmpdir(), name)
  return Buffer.byteLength(join(inTemporary, socketLock)) <= longestPath ? inTemporary : join('/tmp', name)
}
