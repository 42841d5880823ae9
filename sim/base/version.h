/* The version, in one place: the build reads it from here. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H
#define HIGGLE_VERSION "0.1.0"
#endif
