import type { Scan } from './useScans.ts'

const STORE = 'scans'

/** Keeps a scan that the server may not have in this browser, so that closing or reloading the page does not lose it. */
export const keepScan = (eventId: string, scan: Scan): Promise<unknown> =>
  inStore('readwrite', (store) => store.put({ ...scan, eventId }))

/** Forgets a scan that the server has answered. */
export const forgetScan = (nonce: string): Promise<unknown> => inStore('readwrite', (store) => store.delete(nonce))

/** The scans of an event that are kept here, in the order they were made. */
export async function keptScans(eventId: string): Promise<Scan[]> {
  const kept = await inStore('readonly', (store): IDBRequest<(Scan & { eventId: string })[]> => store.getAll())
  return (kept ?? [])
    .filter((scan) => scan.eventId === eventId)
    .map(({ eventId: _, ...scan }) => scan)
    .sort((one, other) => one.scannedAt.localeCompare(other.scannedAt))
}

let opened: Promise<IDBDatabase> | undefined

/** One request to the store, or undefined where the browser keeps nothing: scans then wait on the page alone. */
async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | undefined> {
  try {
    opened ??= opening()
    const database = await opened
    return await answerOf(ask(database.transaction(STORE, mode).objectStore(STORE)))
  } catch {
    return undefined
  }
}

async function opening(): Promise<IDBDatabase> {
  const request = indexedDB.open('conflux-door', 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'nonce' })
  return answerOf(request)
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
