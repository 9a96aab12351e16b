import { expect, test } from 'vitest'
import { serverAddress } from '#preload/contract/server-address.ts'

test.each([
  ['https://api.example.com', 'https://api.example.com/v1/completions', 'api.example.com', 'secure'],
  ['https://api.example.com/v1/', 'https://api.example.com/v1/completions', 'api.example.com', 'secure'],
  ['https://api.example.com/openai/v1/completions', 'https://api.example.com/openai/v1/completions', 'api.example.com', 'secure'],
  ['api.example.com:8443', 'https://api.example.com:8443/v1/completions', 'api.example.com:8443', 'secure'],
  ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1/completions', '127.0.0.1:11434', 'here'],
  ['localhost:8080', 'http://localhost:8080/v1/completions', 'localhost:8080', 'here'],
  ['http://[::1]:8080/v1', 'http://[::1]:8080/v1/completions', '[::1]:8080', 'here'],
  // 127.0.0.1 by another spelling.
  ['http://2130706433:8080', 'http://127.0.0.1:8080/v1/completions', '127.0.0.1:8080', 'here'],
  ['http://192.168.1.20:8000', 'http://192.168.1.20:8000/v1/completions', '192.168.1.20:8000', 'private'],
  ['10.0.0.7:8000', 'http://10.0.0.7:8000/v1/completions', '10.0.0.7:8000', 'private'],
  ['http://172.31.0.1', 'http://172.31.0.1/v1/completions', '172.31.0.1', 'private'],
  ['http://[fd12:3456::1]', 'http://[fd12:3456::1]/v1/completions', '[fd12:3456::1]', 'private'],
  ['https://例子.com', 'https://xn--fsqu00a.com/v1/completions', 'xn--fsqu00a.com', 'secure'],
])('%s is an address', (written, endpoint, host, kind) => {
  expect(serverAddress(written)).toEqual({ endpoint, host, kind })
})

test.each([
  ['http://example.com', 'open'],
  ['http://8.8.8.8:8000', 'open'],
  // A name in a private network is whatever its server of names says next.
  ['http://nas.local:8000', 'open'],
  ['http://172.32.0.1', 'open'],
  ['http://169.254.169.254', 'open'],
  ['http://localhost.example.com', 'open'],
  ['https://me:secret@example.com', 'secret'],
  ['ftp://example.com', 'form'],
  ['file:///etc/passwd', 'form'],
  ['javascript:alert(1)', 'form'],
  ['https://example.com/?key=1', 'form'],
  ['https://example.com/#v1', 'form'],
  ['https://', 'form'],
  ['两个 词', 'form'],
])('%s is none', (written, fault) => {
  expect(serverAddress(written)).toEqual({ fault })
})
