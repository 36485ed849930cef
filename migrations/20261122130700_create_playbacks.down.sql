DROP TABLE playbacks;
