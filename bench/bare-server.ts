import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ready } from './child.ts'

/**
 * The least a Node server can do: answers every request with as many bytes as it was told, after reading the body.
 * What our own pages and endpoints are measured against.
 */
const [type = 'text/html; charset=utf-8', length = '0'] = process.argv.slice(2)
const body = Buffer.alloc(Number(length), 'x')

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': type, 'content-length': body.length })
    response.end(body)
  })
})
server.listen(0, '127.0.0.1', () => {
  ready((server.address() as AddressInfo).port, {}, async () => {
    server.close()
    server.closeAllConnections()
  })
})
