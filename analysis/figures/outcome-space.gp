# What outcomes are worth to two parties, and how the offers of one session moved among them. Blocks
# of NAME.dat (utility across, utility up): outcomes, the Pareto-optimal ones, solutions, the deal,
# then the offers of both.
FILE = DIR . NAME . '.dat'
array SHAPE[6] = [7, 5, 9, 13, 11, 15]
shape(p) = SHAPE[1 + (p - 1) % 6]
MOVED = (END_X != START_X || END_Y != START_Y)
set xrange [XLOW:XHIGH]; set yrange [YLOW:YHIGH]

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 10. / COLS; set rmargin at screen 1 - 27. / COLS
    set xlabel XNAME; unset grid
    array MEANS[5] = ['. outcome', '+ Pareto-optimal', 'S solution', '* deal', 'up: ' . YROLE]
    do for [i = 1:5] { set label i MEANS[i] at graph 1.03, graph 1.05 - 0.1 * i left }
    do for [p = 1:2] { set label 5 + p sprintf('%d offer of ', p) . TXT_ROLE[p] at graph 1.03, graph 0.5 - 0.1 * p left }
    plot FILE index 0 using 1:2 with points pt '.', FILE index 1 using 1:2 with points pt '+', \
         for [p = 1:2] FILE index 3 + p using 1:2 with points pt sprintf('%d', p % 10), \
         FILE index 2 using 1:2 with points pt 'S', FILE index 3 using 1:2 with points pt '*'
} else {
    set lmargin at screen X(LEFT); set rmargin at screen 1 - X(RIGHT)
    set tmargin at screen Y(TOP); set bmargin at screen Y(H - BOTTOM)
    if (is_large(XLOW, XHIGH)) { s = step_of(XLOW, XHIGH); set xtics ('' XLOW - s); do for [k = ceil(XLOW / s):floor(XHIGH / s)] { set xtics add (grouped(k * s) k * s) } }
    if (is_large(YLOW, YHIGH)) { s = step_of(YLOW, YHIGH); set ytics ('' YLOW - s); do for [k = ceil(YLOW / s):floor(YHIGH / s)] { set ytics add (grouped(k * s) k * s) } }
    set label 1 fit(YNAME, '', 1, H - TOP - BOTTOM) at screen X(17), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb inked(tone(2))
    set label 2 fit(XNAME, '', 1, W - LEFT - RIGHT) at screen 0.5 * (X(LEFT) + 1 - X(RIGHT)), screen Y(H - 14) center tc rgb inked(tone(1))
    # the zone: where both get more than without a deal, at the start; and at the end, if it moved
    set object 1 rect from START_X, START_Y to XHIGH, YHIGH fc rgb ZONE fs solid noborder behind
    set arrow 1 from START_X, YLOW to START_X, YHIGH nohead lw 1 dt (2, 3) lc rgb GREY
    set arrow 2 from XLOW, START_Y to XHIGH, START_Y nohead lw 1 dt (2, 3) lc rgb GREY
    set label 3 fit('limit of ' . XROLE, '', 0.85, 0.4 * (H - TOP - BOTTOM)) at first START_X, graph 0.015 rotate by 90 left offset -1.1, 0 tc rgb GREY
    set label 4 fit('limit of ' . YROLE, '', 0.85, 0.3 * W) at graph 0.01, first START_Y left offset 0, 0.6 tc rgb GREY
    set label 5 small(ZONE_IS ? 'zone of agreement' : 'no outcome is here') at graph 0.99, graph 0.975 right tc rgb inked(GREEN)
    if (MOVED) {
        set object 2 rect from END_X, END_Y to XHIGH, YHIGH fc rgb ZONE_END fs solid noborder behind
        if (END_X != START_X) {
            set arrow 3 from END_X, YLOW to END_X, YHIGH nohead lw 1 dt (8, 4) lc rgb SOFT
            set label 6 fit('limit of ' . XROLE . ' at the end', '', 0.85, 0.4 * (H - TOP - BOTTOM)) at first END_X, graph 0.015 rotate by 90 left offset (END_X > START_X ? 1.0 : -1.1), 0 tc rgb SOFT
        }
        if (END_Y != START_Y) {
            set arrow 4 from XLOW, END_Y to XHIGH, END_Y nohead lw 1 dt (8, 4) lc rgb SOFT
            set label 7 fit('limit of ' . YROLE . ' at the end', '', 0.85, 0.3 * W) at graph 0.01, first END_Y left offset 0, (END_Y > START_Y ? 0.6 : -0.6) tc rgb SOFT
        }
    }
    # of more than two parties dots lie everywhere: labels cover them (style.gp: textbox 1)
    do for [i = 1:LABELS] {
        about = int(LABEL_TONE[i])
        colour = (about > 0 ? tone(about) : about == 0 ? GREEN : BLACK)
        if (LINE) { set label 10 + i fit(LABEL[i], ':Bold', 0.85, W - X(LEFT)) at screen LABEL_X[i], screen LABEL_Y[i] left tc rgb inked(colour) front } else { set label 10 + i fit(LABEL[i], ':Bold', 0.85, W - X(LEFT)) at screen LABEL_X[i], screen LABEL_Y[i] left tc rgb inked(colour) boxed bs 1 front }
        if (FROM_X[i] == FROM_X[i]) { set arrow 10 + i from screen FROM_X[i], screen FROM_Y[i] to screen TO_X[i], screen LABEL_Y[i] nohead lw 0.7 lc rgb colour front }
    }
    plot FILE index 0 using 1:2 with points pt 7 ps 0.3 * PS lc rgb DOT, \
         FILE index (LINE ? 1 : 99) using 1:2 with lines lw 1 lc rgb SOFT, \
         FILE index 1 using 1:2 with points pt 7 ps (LINE ? 0.4 : 0.35) * PS lc rgb (LINE ? SOFT : GREY), \
         for [p = 1:2] FILE index 3 + p using 1:2 with lines lw 1.3 lc rgb tone(p), \
         for [p = 1:2] FILE index 3 + p using 1:2 with points pt shape(p) ps 0.7 * PS lc rgb tone(p), \
         FILE index 2 using 1:2 with points pt 12 ps 1.5 * PS lw 2 lc rgb inked(GREEN), \
         FILE index 3 using 1:2 with points pt 3 ps 1.9 * PS lw 2.4 lc rgb BLACK
}
