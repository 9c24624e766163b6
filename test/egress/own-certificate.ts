import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files with a private key, and with its certificate, in PEM. */
export interface CertificateFiles {
  key: string;
  certificate: string;
}

const DAY_MS = 86_400_000;
const HOSTS = ['*.vendor.test', 'localhost'];

/**
 * Makes a certificate for `*.vendor.test` and localhost, signed by itself, for two days. It is written out here, in the
 * form of RFC 5280, because Node can read certificates but makes none, and `openssl` is not on every machine.
 */
export function makeCertificate(folder: string): CertificateFiles {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const ecdsaWithSha256 = sequence(oid('06082a8648ce3d040302'));
  const commonName = sequence(oid('0603550403'), der(UTF8_STRING, 'vendor.test'));
  const name = sequence(der(SET, commonName));
  const altNames = sequence(...HOSTS.map((host) => der(DNS_NAME, host)));
  const subjectAltName = sequence(oid('0603551d11'), der(OCTET_STRING, altNames));
  const toSign = sequence(
    der(TAG_0, der(INTEGER, Buffer.of(2))),
    der(INTEGER, Buffer.of(1)),
    ecdsaWithSha256,
    name,
    sequence(utcTime(Date.now() - DAY_MS), utcTime(Date.now() + 2 * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(TAG_3, sequence(subjectAltName)),
  );
  const signature = sign('sha256', toSign, privateKey);
  const certificate = sequence(toSign, ecdsaWithSha256, der(BIT_STRING, Buffer.of(0), signature));
  const files = { key: join(folder, 'key.pem'), certificate: join(folder, 'certificate.pem') };
  writeFileSync(files.key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(files.certificate, pem(certificate));
  return files;
}

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SET = 0x31;
const TAG_0 = 0xa0;
const TAG_3 = 0xa3;
const DNS_NAME = 0x82;

/** A value with its type and its length, as DER has it. */
function der(type: number, ...parts: (string | Buffer)[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const { length } = content;
  const lengthBytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(type, ...lengthBytes), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

const oid = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** `260131235959Z`. */
function utcTime(timeMs: number): Buffer {
  return der(UTC_TIME, `${new Date(timeMs).toISOString().replace(/^20|[-:T]|\.\d+/g, '')}`);
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
