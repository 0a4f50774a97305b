import { join, resolve } from 'node:path'
import { anyRegistered, register } from './embedded/apps.ts'
import { databaseName, ensureCluster } from './embedded/cluster.ts'
import { tryLock, whileLocked } from './embedded/lock.ts'
import { preparePlace } from './embedded/place.ts'
import { settled, startPostmaster, stopPostmaster, stopPostmasterAtExit } from './embedded/postmaster.ts'
import { isRunning } from './embedded/processes.ts'

export interface EmbeddedOptions {
  /** The folder of the server, made if missing. Holds its files, its socket and its log. */
  dir: string
  /** Whether the operator chose the folder. If not, root may keep the data under /var/lib/conflux where PostgreSQL cannot reach `dir`. */
  explicit: boolean
  /** Told in plain sentences what takes time or went wrong. */
  log(sentence: string): void
  /** False gives up safety against power loss for speed, which only tests may. True unless given. */
  fsync?: boolean
}

export interface Embedded {
  readonly connection: {
    readonly host: string
    readonly port: number
    readonly user: string
    readonly database: string
  }
  /** The same as a connection string. */
  readonly url: string
  /** Lets go of the server, and stops it if no other process uses it. Close the connections first. Again is harmless. */
  stop(): Promise<void>
}

const watchEveryMs = 500

/**
 * Opens the PostgreSQL that comes with the packages: makes its files at the first start, takes over one that still runs, starts it otherwise,
 * and starts it again should it die. It listens on a Unix socket only. Refuses with StartError when it cannot run here or in `dir`.
 */
export async function openEmbedded({ dir, explicit, log, fsync = true }: EmbeddedOptions): Promise<Embedded> {
  const place = preparePlace(resolve(dir), explicit)
  const lock = join(place.dir, 'lock')
  const apps = join(place.dir, 'apps')
  const ensureRunning = async () => {
    ensureCluster(place, { fsync, log })
    return (await settled(place.data)) ?? (await startPostmaster(place, { fsync, log }))
  }

  const unregister = register(apps)
  let server = await whileLocked(lock, ensureRunning).catch((error: unknown) => {
    unregister()
    throw error
  })
  let reviving = false
  let stopping: Promise<void> | null = null

  const revive = async () => {
    if (reviving || isRunning(server.pid)) return
    reviving = true
    log('PostgreSQL has ended unexpectedly and is started again.')
    try {
      server = await whileLocked(lock, async () => (stopping ? server : ensureRunning()))
    } catch (error) {
      log(error instanceof Error ? error.message : String(error))
    } finally {
      reviving = false
    }
  }
  const watch = setInterval(revive, watchEveryMs).unref()

  const stopAtExit = () => {
    unregister()
    const release = tryLock(lock) ?? tryLock(lock)
    if (release && !anyRegistered(apps)) stopPostmasterAtExit(place.data)
    release?.()
  }
  process.once('exit', stopAtExit)

  const stop = async () => {
    clearInterval(watch)
    await whileLocked(lock, async () => {
      unregister()
      if (!anyRegistered(apps)) await stopPostmaster(place.data)
    })
    process.off('exit', stopAtExit)
  }

  const connection = { host: server.socketDir, port: 5432, user: databaseName, database: databaseName }
  return {
    connection,
    url: `postgresql://${databaseName}@localhost:5432/${databaseName}?host=${encodeURIComponent(server.socketDir)}`,
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}
