import SilhouetteCommand

SilhouetteTool.main()
