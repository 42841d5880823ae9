/* Must not know how a figure is measured. */
#include "cli/bench/figures_told.h"

#include "base/text.h"
#include "cli/bench/counted.h"

#include <stdio.h>

void put_instructions(json *j, const char *key, uint64_t counted)
{
    json_key(j, key);
    counted ? json_uint(j, counted) : json_null(j);
}

const char *instructions_text(char text[32], uint64_t counted)
{
    if (!counted) return "-";
    text_grouped(text, 32, counted);
    return text;
}

void spaces_text(const space_figure *f, int n)
{
    printf("\n%-14s %12s %12s %13s %9s  %-16s\n", "space", "ns min", "ns median", "instructions",
           "count", "result hash");
    for (int i = 0; i < n; i++) {
        char min[32], median[32], counted[32];
        text_grouped(min, sizeof min, (uint64_t)(f[i].ns_min + 0.5));
        text_grouped(median, sizeof median, (uint64_t)(f[i].ns_median + 0.5));
        printf("%-14s %12s %12s %13s %9llu  %016llx  %s\n", f[i].name, min, median,
               instructions_text(counted, counted_instructions(f[i].name, NULL)),
               (unsigned long long)f[i].count, (unsigned long long)f[i].hash, f[i].about);
    }
}

void spaces_json(json *j, const space_figure *f, int n)
{
    json_key(j, "spaces");
    json_array(j);
    for (int i = 0; i < n; i++) {
        char hash[32];
        snprintf(hash, sizeof hash, "%016llx", (unsigned long long)f[i].hash);
        json_object(j);
        json_key(j, "name"), json_string(j, f[i].name);
        json_key(j, "about"), json_string(j, f[i].about);
        json_key(j, "count"), json_uint(j, f[i].count);
        json_key(j, "ns_min"), json_double(j, f[i].ns_min);
        json_key(j, "ns_median"), json_double(j, f[i].ns_median);
        put_instructions(j, "instructions", counted_instructions(f[i].name, NULL));
        json_key(j, "result_hash"), json_string(j, hash);
        json_end_object(j);
    }
    json_end_array(j);
}

/* Millions in groups of three. */
static const char *whole(char text[32], double x)
{
    text_grouped(text, 32, (uint64_t)(x + 0.5));
    return text;
}

void outside_text(const outside_figure *f, int n)
{
    printf(
        "\nPrograms outside, wall time: a round trip of one session alone; then %u sessions that "
        "share a write.\n%12s %13s %13s  %-16s  program\n",
        (unsigned)f->sessions_per_write, "us per trip", "offers/s",
        f->workers > 1 ? "2 workers" : "1 worker", "result hash");
    for (int i = 0; i < n; i++) {
        char one[32], more[32];
        if (f[i].faults) {
            printf("%12s %13s %13s  %-16s  %s: failed in %llu of its sessions; higgle check says "
                   "why\n",
                   "-", "-", "-", "-", f[i].command, (unsigned long long)f[i].faults);
            continue;
        }
        printf("%12.1f %13s %13s  %016llx  %s\n", f[i].us_per_round_trip,
               whole(one, f[i].offers_per_second), whole(more, f[i].offers_per_second_workers),
               (unsigned long long)f[i].hash, f[i].command);
    }
}

static void put_speed(json *j, const char *key, double x, bool played)
{
    json_key(j, key);
    played ? json_double(j, x) : json_null(j);
}

void outside_json(json *j, const outside_figure *f, int n)
{
    json_key(j, "outside");
    json_array(j);
    for (int i = 0; i < n; i++) {
        char hash[32];
        bool played = f[i].faults == 0;
        snprintf(hash, sizeof hash, "%016llx", (unsigned long long)f[i].hash);
        json_object(j);
        json_key(j, "program"), json_string(j, f[i].command);
        json_key(j, "sessions_per_write"), json_uint(j, f[i].sessions_per_write);
        json_key(j, "offers"), json_uint(j, f[i].offers);
        json_key(j, "faults"), json_uint(j, f[i].faults);
        put_speed(j, "us_per_round_trip", f[i].us_per_round_trip, played);
        put_speed(j, "offers_per_second", f[i].offers_per_second, played);
        json_key(j, "workers"), json_uint(j, f[i].workers);
        put_speed(j, "offers_per_second_workers", f[i].offers_per_second_workers, played);
        json_key(j, "result_hash"), json_string(j, hash);
        json_end_object(j);
    }
    json_end_array(j);
}
