/**
 * The network that an address belongs to, as one subscriber gets it: an IPv4 address stands for itself, an IPv6 address for its /64 (RFC 6177),
 * of which a single machine has 2^64 addresses to choose from.
 */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  if (!ip.includes(':')) return ip
  const [before = '', after] = ip.split('::')
  const left = groupsOf(before)
  const right = groupsOf(after ?? '')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`
}

/** The 16-bit groups of a part of an IPv6 address, without leading zeros. */
const groupsOf = (part: string): string[] =>
  part === '' ? [] : part.split(':').map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
