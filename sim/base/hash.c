/* Checksum and content hash. CRC32C by slicing-by-8 (M. E. Kounavis, F. L. Berry, "Novel table
 * lookup- based algorithms for high-performance CRC generation", IEEE Trans. Computers 57, 2008):
 * eight bytes cost eight look-ups; or by the processor's own instruction. hash64 multiplies 64 x 64
 * -> 128 bits and folds, 16 bytes at a time, in the manner of Wang Yi's wyhash. Bytes are read by
 * value, so that the host's byte order does not matter. */
#include "base/hash.h"

__extension__ typedef unsigned __int128 uint128;

enum { SLICES = 8 };

/* CRC is linear: the entry of a byte is the exclusive or of the entries of its bits. Slice k holds
 * the remainder of the byte followed by k zero bytes; below, the entries of bits 0..7, for
 * polynomial 0x1EDC6F41 reflected; the compiler makes the 256 of each slice from them. */
#define ENTRY(n, b0, b1, b2, b3, b4, b5, b6, b7)                                                   \
    (((n)&1 ? b0 : 0) ^ ((n)&2 ? b1 : 0) ^ ((n)&4 ? b2 : 0) ^ ((n)&8 ? b3 : 0) ^                   \
     ((n)&16 ? b4 : 0) ^ ((n)&32 ? b5 : 0) ^ ((n)&64 ? b6 : 0) ^ ((n)&128 ? b7 : 0))
#define ENTRIES_4(n, ...)                                                                          \
    ENTRY(n, __VA_ARGS__), ENTRY(n + 1, __VA_ARGS__), ENTRY(n + 2, __VA_ARGS__),                   \
        ENTRY(n + 3, __VA_ARGS__)
#define ENTRIES_16(n, ...)                                                                         \
    ENTRIES_4(n, __VA_ARGS__), ENTRIES_4(n + 4, __VA_ARGS__), ENTRIES_4(n + 8, __VA_ARGS__),       \
        ENTRIES_4(n + 12, __VA_ARGS__)
#define ENTRIES_64(n, ...)                                                                         \
    ENTRIES_16(n, __VA_ARGS__), ENTRIES_16(n + 16, __VA_ARGS__), ENTRIES_16(n + 32, __VA_ARGS__),  \
        ENTRIES_16(n + 48, __VA_ARGS__)
#define SLICE(...)                                                                                 \
    {                                                                                              \
        ENTRIES_64(0, __VA_ARGS__), ENTRIES_64(64, __VA_ARGS__), ENTRIES_64(128, __VA_ARGS__),     \
            ENTRIES_64(192, __VA_ARGS__)                                                           \
    }

static const uint32_t CRC[SLICES][256] = {
    SLICE(0xF26B8303, 0xE13B70F7, 0xC79A971F, 0x8AD958CF, 0x105EC76F, 0x20BD8EDE, 0x417B1DBC,
          0x82F63B78),
    SLICE(0x13A29877, 0x274530EE, 0x4E8A61DC, 0x9D14C3B8, 0x3FC5F181, 0x7F8BE302, 0xFF17C604,
          0xFBC3FAF9),
    SLICE(0xA541927E, 0x4F6F520D, 0x9EDEA41A, 0x38513EC5, 0x70A27D8A, 0xE144FB14, 0xC76580D9,
          0x8B277743),
    SLICE(0xDD45AAB8, 0xBF672381, 0x7B2231F3, 0xF64463E6, 0xE964B13D, 0xD725148B, 0xABA65FE7,
          0x52A0C93F),
    SLICE(0x38116FAC, 0x7022DF58, 0xE045BEB0, 0xC5670B91, 0x8F2261D3, 0x1BA8B557, 0x37516AAE,
          0x6EA2D55C),
    SLICE(0xEF306B19, 0xDB8CA0C3, 0xB2F53777, 0x6006181F, 0xC00C303E, 0x85F4168D, 0x0E045BEB,
          0x1C08B7D6),
    SLICE(0x68032CC8, 0xD0065990, 0xA5E0C5D1, 0x4E2DFD53, 0x9C5BFAA6, 0x3D5B83BD, 0x7AB7077A,
          0xF56E0EF4),
    SLICE(0x493C7D27, 0x9278FA4E, 0x211D826D, 0x423B04DA, 0x847609B4, 0x0D006599, 0x1A00CB32,
          0x34019664),
};

/* Little-endian, from any address; compilers make one load of it. */
static inline uint64_t load64(const uint8_t *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
           (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
           (uint64_t)p[7] << 56;
}

static uint32_t by_tables(uint32_t crc, const uint8_t *p, size_t size)
{
    for (; size >= SLICES; p += SLICES, size -= SLICES) {
        uint64_t x = load64(p) ^ crc;
        crc = CRC[7][x & 255] ^ CRC[6][x >> 8 & 255] ^ CRC[5][x >> 16 & 255] ^
              CRC[4][x >> 24 & 255] ^ CRC[3][x >> 32 & 255] ^ CRC[2][x >> 40 & 255] ^
              CRC[1][x >> 48 & 255] ^ CRC[0][x >> 56];
    }
    for (; size; p++, size--) crc = crc >> 8 ^ CRC[0][(crc ^ *p) & 255];
    return crc;
}

/* Processors with SSE 4.2 have this very polynomial as an instruction: eight bytes cost one. */
#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_INSTRUCTION __builtin_cpu_supports("sse4.2")
__attribute__((target("sse4.2"))) static uint32_t by_instruction(uint32_t crc, const uint8_t *p,
                                                                 size_t size)
{
    uint64_t wide = crc;
    for (; size >= 8; p += 8, size -= 8) wide = __builtin_ia32_crc32di(wide, load64(p));
    crc = (uint32_t)wide;
    for (; size; p++, size--) crc = __builtin_ia32_crc32qi(crc, *p);
    return crc;
}
#else
#define HAS_INSTRUCTION 0
#define by_instruction  by_tables
#endif

uint32_t crc32c(uint32_t crc, const void *data, size_t size)
{
    return ~(HAS_INSTRUCTION ? by_instruction : by_tables)(~crc, data, size);
}

uint32_t crc32c_by_tables(uint32_t crc, const void *data, size_t size)
{
    return ~by_tables(~crc, data, size);
}

/* The factors are folded in again, so that a zero factor does not wipe out the other. */
static inline uint64_t fold(uint64_t a, uint64_t b)
{
    uint128 product = (uint128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64) ^ a ^ b;
}

/* Odd, half of their bits set, otherwise arbitrary (fractions of square roots of primes). */
#define SALT_0 UINT64_C(0x6A09E667F3BCC909)
#define SALT_1 UINT64_C(0xBB67AE8584CAA73B)
#define SALT_2 UINT64_C(0x3C6EF372FE94F82B)

uint64_t hash64(uint64_t h, const void *data, size_t size)
{
    const uint8_t *p = data;
    h = fold(h ^ SALT_0, (uint64_t)size ^ SALT_1);
    for (; size >= 16; p += 16, size -= 16) h = fold(load64(p) ^ SALT_1, load64(p + 8) ^ h);
    if (size) {
        uint8_t last[16] = {0}; /* the length is in the start already */
        for (size_t i = 0; i < size; i++) last[i] = p[i];
        h = fold(load64(last) ^ SALT_2, load64(last + 8) ^ h);
    }
    return fold(h ^ SALT_0, SALT_2);
}
