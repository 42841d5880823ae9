/* Daubechies' orthonormal wavelet with four vanishing moments, eight taps (Daubechies 1988), and
 * what it is good for here: a series without its quick ups and downs.
 *
 * A transform takes pairs of neighbours apart into what is smooth and what differs, `levels` times;
 * the series is taken to go round. It is orthonormal: the sum of squares stays, and the inverse
 * gives back what was taken apart. */
#ifndef AGENTS_PARTS_WAVELET_H
#define AGENTS_PARTS_WAVELET_H
#include <higgle/agent.h>

#define WAVELET_MAX       128
#define WAVELET_TREND_MAX (WAVELET_MAX / 2)

/* In place; n a power of two, 2^levels <= n <= WAVELET_MAX. Then s holds the smooth part, n /
 * 2^levels numbers, and behind it the details, the coarsest first. */
void wavelet_forward(double *s, uint32_t n, uint32_t levels);
void wavelet_inverse(double *s, uint32_t n, uint32_t levels);

/* In place: the series without the details of the finest `levels`. 1 <= n <= WAVELET_TREND_MAX. It
 * is taken to have begun flat and to go on mirrored, so that its two ends do not touch. */
void wavelet_trend(double *series, uint32_t n, uint32_t levels);

#endif
