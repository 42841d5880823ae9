/* Exports nothing that is an agent. */
int nothing(void);
int nothing(void) { return 0; }
