// What else compiled Swift calls in a C library.

#include <stddef.h>
#include <stdint.h>

// Random numbers seed the hashing of dictionaries. Nothing here hashes what a stranger chose, so a
// fixed seed does, and keeps runs the same.
void arc4random_buf(void *buffer, size_t count) {
  unsigned char *bytes = buffer;
  for (size_t i = 0; i < count; i++) bytes[i] = (unsigned char)(i * 151 + 17);
}

// Messages of traps have nowhere to go, unless a program says where.
__attribute__((weak)) int putchar(int character) { return character; }

uintptr_t __stack_chk_guard = 0x5A17E77E;

_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }

// To nearest, ties away from zero.
float roundf(float x) {
  const float whole = __builtin_truncf(x);
  const float rest = x - whole;
  if (rest >= 0.5f) return whole + 1;
  return rest <= -0.5f ? whole - 1 : whole;
}

double round(double x) {
  const double whole = __builtin_trunc(x);
  const double rest = x - whole;
  if (rest >= 0.5) return whole + 1;
  return rest <= -0.5 ? whole - 1 : whole;
}

// The low 128 bits of a product, which 64-bit multiplication with an overflow check asks for.
// In halves of halves: the target multiplies 64 bits into 64.
__int128 __multi3(__int128 a, __int128 b) {
  const uint64_t a_low = (uint64_t)a, a_high = (uint64_t)((unsigned __int128)a >> 64);
  const uint64_t b_low = (uint64_t)b, b_high = (uint64_t)((unsigned __int128)b >> 64);
  const uint64_t mask = 0xFFFFFFFF;
  const uint64_t low = (a_low & mask) * (b_low & mask);
  const uint64_t cross = (a_low >> 32) * (b_low & mask) + (low >> 32);
  const uint64_t other = (a_low & mask) * (b_low >> 32) + (cross & mask);
  const uint64_t high = (a_low >> 32) * (b_low >> 32) + (cross >> 32) + (other >> 32) +
                        a_low * b_high + a_high * b_low;
  return (__int128)((unsigned __int128)high << 64 | (other << 32 | (low & mask)));
}
