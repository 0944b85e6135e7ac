import type { Address } from '#app/contract/fulfiller.ts'
import type { Scope } from '#app/db/transaction.server.ts'
import { keyedHash, open, seal } from '#app/foundation/crypto.server.ts'
import { addressCore } from '#app/domain/store/address.ts'

/** The keyed hash that two orders to one address share. It says nothing about the address to whoever lacks the secret. */
export function addressHash(program: number, address: Address): string {
  return keyedHash('store-address', `${program}/${addressCore(address)}`)
}

/** Keeps where orders go, sealed and apart from them. */
export async function keepAddresses(scope: Scope, addresses: readonly { orderId: number; address: Address }[]): Promise<void> {
  for (const { orderId, address } of addresses) {
    const sealed = Buffer.from(seal('store-address', `${scope.program}/${orderId}`, JSON.stringify(address)))
    await scope.sql('INSERT INTO order_address (program_id, order_id, sealed, hash, created_at) VALUES ($1, $2, $3, $4, $5)', [
      scope.program,
      orderId,
      sealed,
      addressHash(scope.program, address),
      scope.now,
    ])
  }
}

/** Opens what `keepAddresses` sealed. */
export function openAddress(program: number, orderId: number, sealed: Uint8Array): Address {
  return JSON.parse(open('store-address', `${program}/${orderId}`, sealed)) as Address
}

/** Where an order goes, opened; null when it goes nowhere or its address is gone. */
export async function lockAddress(scope: Scope, orderId: number): Promise<Address | null> {
  const [row] = await scope.sql<{ sealed: Buffer }>('SELECT sealed FROM order_address WHERE program_id = $1 AND order_id = $2 FOR UPDATE', [
    scope.program,
    orderId,
  ])
  return row ? openAddress(scope.program, orderId, row.sealed) : null
}

/** Says from when on the address of an order is not needed any more. */
export async function dateAddress(scope: Scope, orderId: number, eraseAfter: Date): Promise<void> {
  await scope.sql('UPDATE order_address SET erase_after = $3 WHERE program_id = $1 AND order_id = $2', [scope.program, orderId, eraseAfter])
}

/** Removes addresses that are not needed any more, with their hashes. Answers how many. */
export async function eraseAddressesDue(scope: Scope): Promise<number> {
  const rows = await scope.sql('DELETE FROM order_address WHERE program_id = $1 AND erase_after <= $2 RETURNING order_id', [scope.program, scope.now])
  return rows.length
}

/** Seals a gift code for the pool. */
function sealCode(program: number, hash: string, code: string): Buffer {
  return Buffer.from(seal('store-code', `${program}/${hash}`, code))
}

/** Opens a code that `addCodes` sealed. */
export function openCode(program: number, hash: string, sealed: Uint8Array): string {
  return open('store-code', `${program}/${hash}`, sealed)
}

/** Adds codes to a pool, sealed; whatever any pool of the program has or had stays out. Answers how many were new. */
export async function addCodes(scope: Scope, variantId: number, codes: readonly string[]): Promise<number> {
  const hashes = codes.map((code) => keyedHash('store-code', `${scope.program}/${code}`))
  const rows = await scope.sql(
    `INSERT INTO reward_code (program_id, variant_id, sealed, hash, added_by, added_at)
     SELECT $1::smallint, $2::int, decode(sealed, 'base64'), hash, $3::bigint, $4::timestamptz FROM unnest($5::text[], $6::text[]) AS c(sealed, hash)
     ON CONFLICT (program_id, hash) DO NOTHING RETURNING id`,
    [
      scope.program,
      variantId,
      scope.by,
      scope.now,
      codes.map((code, n) => sealCode(scope.program, hashes[n] ?? '', code).toString('base64')),
      hashes,
    ],
  )
  return rows.length
}

/** Gives the oldest free code of a pool to an order, for good. Answers false when the pool is empty. */
export async function giveCode(scope: Scope, variantId: number, orderId: number): Promise<boolean> {
  const rows = await scope.sql(
    `UPDATE reward_code SET order_id = $3, given_at = $4 WHERE program_id = $1 AND id = (
       SELECT id FROM reward_code WHERE program_id = $1 AND variant_id = $2 AND order_id IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id`,
    [scope.program, variantId, orderId, scope.now],
  )
  return rows.length === 1
}
