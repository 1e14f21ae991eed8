//! Other programs as readers: pandoc accepts and rejects what we write, and no word of what pandoc
//! writes is lost. With CI set, a missing program fails instead of skipping.
