import { BlockList, isIP } from 'node:net'

/** Of IPv4, what is not for the Internet at large (IANA IPv4 Special-Purpose Address Registry, RFC 6890), and multicast. */
const special4 = blocked('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
])

/** Of IPv6, what is given out to the Internet (RFC 4291 §2.5.4) … */
const global6 = blocked('ipv6', [['2000::', 3]])
/** … but for what is special in it (IANA IPv6 Special-Purpose Address Registry), or leads into IPv4 (6to4, Teredo). */
const special6 = blocked('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
])

function blocked(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [net: string, prefix: number])[]): BlockList {
  const list = new BlockList()
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family)
  return list
}

/** Whether an address is one of the Internet at large, which may be called on behalf of whoever names it: none of this machine or its network. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1] ?? address
  if (isIP(mapped) === 4) return !special4.check(mapped, 'ipv4')
  return isIP(mapped) === 6 && global6.check(mapped, 'ipv6') && !special6.check(mapped, 'ipv6')
}
