/** Whether an address is of the machine itself: 127.0.0.0/8, ::1, or the former as IPv6 writes it (RFC 4291 §2.5.5.2). */
export const isLoopback = (ip: string): boolean => /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/i.test(ip)

/**
 * Whether a Host header names the machine itself. An address alone is not enough: a page of another site may have its own name
 * resolve to 127.0.0.1 (DNS rebinding), but cannot make a browser send another name than its own.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  const name = (host ?? '').toLowerCase().replace(/:\d{1,5}$/, '')
  return /^(.+\.)?localhost$/.test(name) || isLoopback(name.replace(/^\[(.*)\]$/, '$1'))
}
