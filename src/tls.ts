import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { Config } from './config.ts'
import { StartError } from './lib/start-error.ts'

export interface Certificate {
  cert: string
  key: string
}

const year = 365 * 24 * 3600 * 1000

/**
 * Certificate and key when TLS is on: those of TLS_CERT and TLS_KEY, or ones made here for this machine's names and addresses
 * and kept in DATA_DIR for a year, so that a phone on the same network is asked to trust them once.
 */
export async function certificateFor(config: Config): Promise<Certificate | undefined> {
  if (config.tls.kind === 'off') return undefined
  if (config.tls.kind === 'files') return checked({ cert: config.tls.cert, key: config.tls.key })
  const file = join(config.data.dir, 'self-signed.json')
  const names = namesOfThisMachine(config)
  const kept = await readKept(file)
  if (kept && kept.until > Date.now() && names.every((name) => kept.names.includes(name))) return kept
  const { generate } = await import('selfsigned')
  const altNames = names.map((name) =>
    /^[\d.]+$|:/.test(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
  )
  const pems = await generate([{ name: 'commonName', value: 'Conflux on this machine' }], {
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + year),
    extensions: [
      { name: 'subjectAltName', altNames },
      // Apple's devices take no certificate without it: https://support.apple.com/103769.
      { name: 'extKeyUsage', serverAuth: true },
    ],
  })
  const made = { cert: pems.cert, key: pems.private, until: Date.now() + year, names }
  await mkdir(config.data.dir, { recursive: true })
  await writeFile(`${file}.new`, JSON.stringify(made), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return made
}

function checked(given: Certificate): Certificate {
  try {
    createSecureContext(given)
    return given
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    throw new StartError(`TLS_CERT and TLS_KEY cannot be used together (${reason}); give a certificate and its key.`)
  }
}

function namesOfThisMachine(config: Config): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address))
  const plain = addresses.filter((address) => !address.startsWith('fe80'))
  return [...new Set(['localhost', new URL(config.publicUrl).hostname, ...plain])]
}

/** Undefined for a file that is missing or broken: another is made. */
async function readKept(file: string): Promise<(Certificate & { until: number; names: string[] }) | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}
