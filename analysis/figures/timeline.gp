# One session over time: above, leverage with its signed parts around an even share, and what
# happened; below, demands and limits. Blocks of NAME.dat: first each stretch of time with something
# to share (time leverage, then low and high of alternatives, power, information, frontier); then for
# each party its demands and its limits (time share); then what each got; last the leverage as parties see it.
FILE = DIR . NAME . '.dat'
demands(p) = STRETCHES + 2 * (p - 1)
limits(p) = STRETCHES + 2 * p - 1
DEALS = STRETCHES + 2 * PARTIES
array PART[5] = [BLACK, ORANGE, PURPLE, SKY, GREEN]
array SHAPE[6] = [7, 5, 9, 13, 11, 15]
shape(p) = SHAPE[1 + (p - 1) % 6]
part_tone(t) = (t < 0 ? tone(-t) : PART[1 + int(t)])
EVEN = 1. / PARTIES
set xrange [FIRST:LAST]; set xtics XSTEP, XSTEP

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 8. / COLS; set rmargin at screen 1 - 27. / COLS
    set yrange [YLOW2:YHIGH2]; set format y '%.1f'; set xlabel 'round'; unset grid
    do for [i = 1:TXT_N] { set label i sprintf(TXT_WHO[i] > 0 ? '%.0f ' : '. ', TXT_WHO[i]) . TXT[i] at graph 1.03, first TXT_Y[i] left }
    plot for [p = 1:PARTIES] FILE index limits(p) using 1:2 with lines lt 0, \
         for [p = 1:PARTIES] FILE index demands(p) using 1:2 with points pt sprintf('%d', p % 10), \
         FILE index DEALS using 1:2 with points pt '*'
} else {
    set multiplot
    set lmargin at screen X(LEFT); set rmargin at screen 1 - X(RIGHT)

    # leverage
    set tmargin at screen Y(TOP1); set bmargin at screen Y(BOTTOM1)
    set yrange [YLOW1:YHIGH1]; set ytics YSTEP1; set format x ''; set format y '%.1f'
    set label 1 fit('leverage of ' . ROLE, '', 1, BOTTOM1 - TOP1) at screen X(17), screen 0.5 * (Y(TOP1) + Y(BOTTOM1)) center rotate by 90 tc rgb INK
    do for [i = 1:MARKS] {
        up = (MARK_ROW[i] < 0 ? 0 : 5 + 15 * MARK_ROW[i])
        set arrow 100 + i from first MARK_AT[i], screen Y(BOTTOM2) to first MARK_AT[i], screen Y(TOP1 - up) nohead lw 0.9 dt (2, 3) lc rgb SOFT front
        if (MARK_ROW[i] >= 0) { set label 100 + i fit(MARK_TEXT[i], '', 0.8, W - 16) at screen MARK_X[i], screen Y(TOP1 - up - 8) center tc rgb INK front }
    }
    if (GAP_AT == GAP_AT) { set label 2 small('no zone of agreement') at first GAP_AT, graph 0.5 center tc rgb SOFT front }
    set arrow 1 from first FIRST, first EVEN to first END, first EVEN nohead lw 0.8 lc rgb AXIS front
    do for [i = 1:ABOVE_N] {
        set label 10 + i fit(ABOVE[i], ':Bold', 0.85, W - LABEL_X - 4) at screen X(LABEL_X), first ABOVE_Y[i] left tc rgb inked(part_tone(ABOVE_TONE[i])) front
        if (ABOVE_FROM[i] == ABOVE_FROM[i]) { set arrow 10 + i from first END, first ABOVE_FROM[i] to screen X(LABEL_X - 3), first ABOVE_Y[i] nohead lw 0.7 lc rgb part_tone(ABOVE_TONE[i]) front }
    }
    plot for [s = 1:STRETCHES] for [k = 1:4] FILE index s - 1 using 1:(column(2 * k + 1)):(column(2 * k + 2)) with filledcurves fc rgb PART[1 + k] fs solid FILLED noborder, \
         for [s = 1:STRETCHES] FILE index s - 1 using 1:2 with lines lw 2.2 lc rgb BLACK, \
         for [v = 1:VIEWERS] FILE index DEALS + v using 1:2 with lines lw 3.2 lc rgb PAPER, \
         for [v = 1:VIEWERS] FILE index DEALS + v using 1:2 with lines lw 1.5 dt (6, 4) lc rgb tone(VIEWER[v])
    unset label; unset arrow

    # demands
    set tmargin at screen Y(TOP2); set bmargin at screen Y(BOTTOM2)
    set yrange [YLOW2:YHIGH2]; set ytics auto; set format x '%.0f'
    set label 1 fit('demand, ' . UNIT, '', 1, BOTTOM2 - TOP2) at screen X(17), screen 0.5 * (Y(TOP2) + Y(BOTTOM2)) center rotate by 90 tc rgb INK
    set label 2 'round' at screen 0.5 * (X(LEFT) + 1 - X(RIGHT)), screen Y(H - 12) center tc rgb INK
    do for [i = 1:BELOW_N] {
        limit = BELOW_TONE[i] < 0
        set label 10 + i fit(BELOW[i], limit ? '' : ':Bold', limit ? 0.8 : 0.85, W - LABEL_X - 4) at screen X(LABEL_X), first BELOW_Y[i] left tc rgb inked(tone(abs(BELOW_TONE[i]))) front
        if (BELOW_FROM[i] == BELOW_FROM[i]) { set arrow 10 + i from first END, first BELOW_FROM[i] to screen X(LABEL_X - 3), first BELOW_Y[i] nohead lw 0.7 lc rgb tone(abs(BELOW_TONE[i])) front }
    }
    plot for [p = 1:PARTIES] FILE index limits(p) using 1:2 with lines lw 1.2 dt (10, 5) lc rgb tone(p), \
         for [p = 1:PARTIES] FILE index demands(p) using 1:2 with linespoints lw 1.6 pi MARK_EVERY pt shape(p) ps 0.55 * PS lc rgb tone(p), \
         for [p = 1:PARTIES] FILE index DEALS using 1:2 every ::p - 1::p - 1 with points pt 3 ps 1.4 * PS lw 1.8 lc rgb tone(p)
    unset multiplot
}
