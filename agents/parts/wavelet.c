/* Must not know what the series is. */
#include "agents/parts/wavelet.h"

#include <string.h>

#define TAPS 8

/* Sum sqrt 2, sum of squares 1, orthogonal to itself shifted by 2, 4, 6. */
static const double smooth[TAPS] = {
    0.2303778133088965,   0.7148465705529157,   0.6308807679298589, -0.027983769416859854,
    -0.18703481171909309, 0.030841381835560764, 0.0328830116668852, -0.010597401785069032};

/* The filter of what differs: the other one backwards, every second sign turned. */
static double detail(uint32_t j) { return j % 2 ? -smooth[TAPS - 1 - j] : smooth[TAPS - 1 - j]; }

static void apart(double *s, uint32_t n)
{
    double out[WAVELET_MAX] = {0};
    for (uint32_t i = 0; i < n / 2; i++)
        for (uint32_t j = 0; j < TAPS; j++) {
            double from = s[(2 * i + j) % n];
            out[i] += smooth[j] * from;
            out[n / 2 + i] += detail(j) * from;
        }
    memcpy(s, out, n * sizeof *s);
}

static void together(double *s, uint32_t n)
{
    double out[WAVELET_MAX] = {0};
    for (uint32_t i = 0; i < n / 2; i++)
        for (uint32_t j = 0; j < TAPS; j++)
            out[(2 * i + j) % n] += smooth[j] * s[i] + detail(j) * s[n / 2 + i];
    memcpy(s, out, n * sizeof *s);
}

void wavelet_forward(double *s, uint32_t n, uint32_t levels)
{
    for (uint32_t l = 0; l < levels; l++) apart(s, n >> l);
}

void wavelet_inverse(double *s, uint32_t n, uint32_t levels)
{
    for (uint32_t l = levels; l-- > 0;) together(s, n >> l);
}

void wavelet_trend(double *series, uint32_t n, uint32_t levels)
{
    double s[WAVELET_MAX];
    uint32_t half = 1U << levels;
    while (half < n) half *= 2;
    for (uint32_t i = 0; i < half; i++)
        s[i] = s[2 * half - 1 - i] = series[i + n < half ? 0 : i + n - half];
    uint32_t kept = (2 * half) >> levels;
    wavelet_forward(s, 2 * half, levels);
    memset(s + kept, 0, (2 * half - kept) * sizeof *s);
    wavelet_inverse(s, 2 * half, levels);
    memcpy(series, s + (half - n), n * sizeof *s);
}
