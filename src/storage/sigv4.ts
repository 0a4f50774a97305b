import { createHash, createHmac } from 'node:crypto'

/** Who signs, and for where. */
export interface SigningKeys {
  accessKeyId: string
  secretAccessKey: string
  region: string
}

/** What is signed: the request as it will be sent. `headers` have lower-case names; `payloadHash` is the SHA-256 of the body in hexadecimal. */
export interface Signable {
  method: string
  url: URL
  headers: Readonly<Record<string, string>>
  payloadHash: string
}

/**
 * The headers of a request to S3 with those that sign it: AWS Signature Version 4 in the Authorization header, with the payload in one piece.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signedHeaders({ method, url, headers, payloadHash }: Signable, keys: SigningKeys, at: Date) {
  const time = at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const day = time.slice(0, 8)
  const own: Record<string, string> = { ...headers, 'x-amz-content-sha256': payloadHash, 'x-amz-date': time }
  const signed = Object.entries({ ...own, host: url.host }).sort(byName)
  const names = signed.map(([name]) => name).join(';')
  const canonical = [
    method,
    url.pathname.split('/').map(recoded).join('/'),
    [...url.searchParams]
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join('&'),
    ...signed.map(([name, value]) => `${name}:${value.trim()}`),
    '',
    names,
    payloadHash,
  ].join('\n')
  const scope = `${day}/${keys.region}/s3/aws4_request`
  const signature = [
    day,
    keys.region,
    's3',
    'aws4_request',
    ['AWS4-HMAC-SHA256', time, scope, hash(canonical)].join('\n'),
  ]
    .reduce<string | Buffer>((key, text) => hmac(key, text), `AWS4${keys.secretAccessKey}`)
    .toString('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope},SignedHeaders=${names},Signature=${signature}`
  return { ...own, authorization }
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const byName = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : 1)

/** Everything but letters, digits, `-`, `.`, `_` and `~` as its bytes: more than the standard library encodes. */
const encoded = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
const recoded = (part: string) => encoded(decodeURIComponent(part))
