import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** Finds the addresses of a name, as `dns.lookup` does with `all`. */
export type Resolve = (
  hostname: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void

/**
 * A `lookup` for connections to names that strangers gave: none but public addresses. What is connected is what was checked, so that a name
 * cannot change in between (DNS rebinding). Addresses in numbers are never looked up: whoever uses this has refused them before.
 */
export const publicLookup =
  (resolve: Resolve = lookup): LookupFunction =>
  (hostname, options, done) =>
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, [])
      const open = found.filter(({ address }) => isPublicAddress(address))
      const [first] = open
      if (!first) return done(new Error(`${hostname} is not on the Internet at large`), [])
      return options.all ? done(null, open) : done(null, first.address, first.family)
    })
