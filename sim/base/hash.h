/* CRC32C (Castagnoli) guards the record against damage; hash64 names content (a trace, a
 * configuration). Neither depends on byte order. */
#ifndef BASE_HASH_H
#define BASE_HASH_H
#include <stddef.h>
#include <stdint.h>

/* Start with 0; continues over pieces. */
uint32_t crc32c(uint32_t crc, const void *data, size_t size);
/* The same without the processor's instruction: what crc32c is where there is none. */
uint32_t crc32c_by_tables(uint32_t crc, const void *data, size_t size);
/* Start with 0; order matters, and pieces are not the whole; not cryptographic. */
uint64_t hash64(uint64_t h, const void *data, size_t size);

/* One word into a running hash. */
static inline uint64_t hash_mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 32;
}
#endif
